import { Button } from '@mantine/core';
import { useCallback, useState, type ReactElement } from 'react';
import { Link, useParams } from 'react-router';
import { call } from '../api/api.js';
import type { Bank, FlowDetail } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { useAct } from '../parts/use-act.js';
import { Failure, Waiting } from '../parts/states.js';
import { BankChecks } from './bank-checks.js';
import { ExportMenu } from './export/export-menu.js';
import { FlowStatus } from './flow-list.js';
import { FlowView } from './flow-view.js';
import { viewOfDemo } from './flow-view-model.js';
import { LiveMark } from './live-mark.js';
import { ShareMenu } from './share-menu.js';
import { useLive } from './use-live.js';
import classes from './flow-page.module.css';

/** One journey of the demo app. */
export function FlowPage(): ReactElement {
  const { flow: flowId = '' } = useParams();
  const { data: read, error, reload } = useResource<FlowDetail>(`/api/flows/${flowId}`);
  const [fresh, setFresh] = useState<FlowDetail>();
  // What was looked up since stays when a look fails.
  const flow = fresh?.flowId === flowId ? fresh : read;
  const { data: banks } = useResource<{ banks: Bank[] }>('/api/banks');

  if (error !== undefined && flow === undefined) {
    return (
      <div className={classes.narrow}>
        <title>Flow – Sandbank</title>
        <h1>Flow</h1>
        <Failure error={error} retry={error.code === 'unknown_flow' ? undefined : reload}>
          <Link to="/flows">All flows of this browser</Link>
        </Failure>
      </div>
    );
  }
  if (flow === undefined) return <Waiting lines={8} />;
  const bank = banks?.banks.find(({ slug }) => slug === flow.bank);
  return <OpenFlow flow={flow} bank={bank} refresh={setFresh} />;
}

// A journey goes on after its end too, but slowly: the app refreshes, reads, revokes.
const every = { underWay: 1500, over: 6000 };
const atMostMilliseconds = 10 * 60_000;

function OpenFlow({
  flow,
  bank,
  refresh,
}: {
  flow: FlowDetail;
  bank: Bank | undefined;
  refresh: (flow: FlowDetail) => void;
}): ReactElement {
  const { hop } = useParams();
  const base = `/flows/${flow.flowId}`;
  const hrefOf = useCallback((number: number) => `${base}/hops/${String(number)}`, [base]);
  const look = useCallback(
    async (signal: AbortSignal) => refresh(await call<FlowDetail>(`/api${base}`, { signal })),
    [base, refresh],
  );
  const live = useLive(look, {
    every: flow.status === 'connected' ? every.over : every.underWay,
    atMost: atMostMilliseconds,
    active: flow.status !== 'failed',
  });
  const view = viewOfDemo(flow, {
    appName: bank?.clientName ?? 'Tally',
    bankName: bank?.name ?? flow.bank,
  });
  const number = flow.hops.find((one) => String(one.number) === hop);
  return (
    <FlowView
      flow={view}
      hop={hop}
      hrefOf={hrefOf}
      status={
        <>
          <FlowStatus flow={flow} />
          {flow.status === 'failed' ? null : <LiveMark live={live} />}
        </>
      }
      actions={
        <div className={classes.actions}>
          <RunAgain bank={flow.bank} />
          <ExportMenu flow={view} />
          <ShareMenu path={`/api/flows/${flow.flowId}/shares`} />
        </div>
      }
      beside={() =>
        number === undefined ? null : <BankChecks flowId={flow.flowId} hop={number} />
      }
      whyOf={(interactionId) => `/rejections?interaction=${interactionId}`}
    />
  );
}

/** The same journey once more: a new one, from the first hop on. */
function RunAgain({ bank }: { bank: string }): ReactElement {
  const { busy, error, run } = useAct();
  const start = async (): Promise<void> => {
    const started = await call<{ authorizationUrl: string }>('/api/flows', {
      method: 'POST',
      body: { bank },
    });
    window.location.assign(started.authorizationUrl);
  };
  return (
    <>
      <Button id="run-again" variant="default" loading={busy} onClick={() => void run(start)}>
        Run it again
      </Button>
      {error === undefined ? null : <Failure error={error} />}
    </>
  );
}
