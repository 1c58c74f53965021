import { useCallback, type ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import type { Hop } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { moment } from '../parts/format.js';
import { Failure, Waiting } from '../parts/states.js';
import { ExportMenu } from './export/export-menu.js';
import { FlowView } from './flow-view.js';
import type { Outcome, ViewedFlow } from './flow-view-model.js';
import { OutcomeWords } from './outcome-words.js';
import classes from './flow-page.module.css';

interface SharedFlow {
  flow: string;
  source: 'demo' | 'records';
  bankName: string;
  appName: string;
  outcome: Outcome;
  error: string | null;
  startedAt: string;
  recordingFull: boolean;
  hops: Hop[];
  sharedAt: string;
  expiresAt: string;
}

/** A copy of a journey that somebody shares. */
export function SharedFlowPage(): ReactElement {
  const { token = '', hop } = useParams();
  const { data, error, reload } = useResource<SharedFlow>(
    `/api/shared-flows/${encodeURIComponent(token)}`,
  );
  const hrefOf = useCallback(
    (number: number) => `/shared/${encodeURIComponent(token)}/hops/${String(number)}`,
    [token],
  );
  if (error !== undefined) {
    return (
      <div className={classes.narrow}>
        <title>Shared flow – Sandbank</title>
        <h1>Shared flow</h1>
        <Failure error={error} retry={error.status === 404 ? undefined : reload}>
          <Link to="/">To the start</Link>
        </Failure>
      </div>
    );
  }
  if (data === undefined) return <Waiting lines={8} />;
  const { flow: id, error: code, sharedAt, expiresAt, ...rest } = data;
  const view: ViewedFlow = { ...rest, id, error: code ?? undefined };
  return (
    <FlowView
      flow={view}
      hop={hop}
      hrefOf={hrefOf}
      notice={
        <p className={classes.notice}>
          A copy as of {moment(sharedAt)}, to be read until {moment(expiresAt)}. Tokens, codes and
          signatures are not in it.
        </p>
      }
      status={<OutcomeWords outcome={view.outcome} error={code} linked />}
      actions={
        <div className={classes.actions}>
          <ExportMenu flow={view} />
        </div>
      }
    />
  );
}
