import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { FlowDetail } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { CopyText } from '../parts/copy.js';
import { Waiting } from '../parts/states.js';
import { explanationOf } from './guide.js';
import { ExplanationView } from './explanation-view.js';
import classes from './errors.module.css';

const fallback = {
  title: 'The journey ended',
  meaning: 'The bank sent an error that is not in the guide.',
  fixes: ['Open the flow and read the bank’s answer.'],
  source: 'RFC 6749 4.1.2.1',
} as const;

const deniedTitle = (ofSignIn: boolean): string =>
  ofSignIn ? 'The permission was not renewed' : 'Nothing was shared';

/** Where a journey lands that did not end in a connection. */
export function JourneyErrorPage(): ReactElement {
  const [query] = useSearchParams();
  const flowId = query.get('flow') ?? undefined;
  const { data: flow, error } = useResource<FlowDetail>(
    flowId === undefined ? undefined : `/api/flows/${encodeURIComponent(flowId)}`,
  );
  if (flowId !== undefined && flow === undefined && error === undefined) return <Waiting />;
  const code = flow?.error ?? 'unknown_state';
  const explanation = explanationOf(code) ?? fallback;
  // The connection is still there: only the sign-in that was to renew it came to nothing.
  const ofSignIn = query.get('of') === 'sign-in';
  const interactionId = flow?.interactionId ?? flow?.hops.at(-1)?.interactionId;
  return (
    <div
      id="journey-error"
      data-testid="journey-error"
      data-error={code}
      className={classes.page}
      role="alert"
    >
      <title>The journey ended – Sandbank</title>
      <h1>{code === 'access_denied' ? deniedTitle(ofSignIn) : explanation.title}</h1>
      <div className={classes.sign}>
        <p>{flow === undefined ? 'Tally stopped with' : 'The journey ended with'}</p>
        <p>
          <code>{code}</code>
        </p>
        {flow?.errorDescription === undefined ? null : <p>{flow.errorDescription}</p>}
        {interactionId === undefined ? null : (
          <p className="quiet">
            Interaction id <CopyText value={interactionId} label="Copy the interaction id" />{' '}
            <Link to={`/rejections?interaction=${interactionId}`}>Why was it refused?</Link>
          </p>
        )}
      </div>
      <div className={classes.actions}>
        <Button component={Link} to={ofSignIn ? '/accounts' : '/'}>
          {ofSignIn ? 'Back to Tally' : 'Start again'}
        </Button>
        {flow === undefined ? null : <Link to={`/flows/${flow.flowId}`}>See every hop</Link>}
        <Link to={`/errors/${code}`}>About this error</Link>
      </div>
      <ExplanationView explanation={explanation} />
    </div>
  );
}
