import { useCallback, type ReactElement } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useApp } from '../apps/app-context.js';
import { Failure, Waiting } from '../parts/states.js';
import { Silent } from '../rejections/silent.js';
import { ExportMenu } from './export/export-menu.js';
import { FlowView } from './flow-view.js';
import { LiveMark } from './live-mark.js';
import { OutcomeWords } from './outcome-words.js';
import { ShareMenu } from './share-menu.js';
import { useRecordedFlow } from './use-recorded-flow.js';
import classes from './flow-page.module.css';

/** One flow of an application's own client, from the bank's records, while it happens. */
export function AppFlowPage(): ReactElement {
  const { app } = useApp();
  const { flow: flowId = '', hop } = useParams();
  const bank = useSearchParams()[0].get('bank');
  const query = bank === null ? '' : `?bank=${encodeURIComponent(bank)}`;
  const api = `/api/applications/${app.id}/flows/${encodeURIComponent(flowId)}`;
  const { flow, silent, error, live, reload } = useRecordedFlow(`${api}${query}`);
  const base = `/apps/${app.id}/flows/${encodeURIComponent(flowId)}`;
  const hrefOf = useCallback(
    (number: number) => `${base}/hops/${String(number)}${query}`,
    [base, query],
  );
  if (error !== undefined) {
    return (
      <>
        <title>Flow – Sandbank</title>
        <h2>Flow</h2>
        <Failure error={error} retry={error.status === 404 ? undefined : reload}>
          <Link to={`/apps/${app.id}/flows`}>All flows of {app.name}</Link>
        </Failure>
      </>
    );
  }
  if (flow === undefined) return <Waiting lines={8} />;
  return (
    <div className={classes.wide}>
      <FlowView
        flow={flow}
        hop={hop}
        hrefOf={hrefOf}
        heading="h2"
        notice={<Silent silent={silent} />}
        status={
          <>
            <OutcomeWords outcome={flow.outcome} error={flow.error} linked />
            <LiveMark live={live} />
          </>
        }
        actions={
          <div className={classes.actions}>
            <ExportMenu flow={flow} />
            <ShareMenu path={`${api}/shares`} />
            <Link to={`/apps/${app.id}/snippets`}>Run another</Link>
          </div>
        }
        whyOf={(interactionId) => `/apps/${app.id}/rejections?interaction=${interactionId}`}
      />
    </div>
  );
}
