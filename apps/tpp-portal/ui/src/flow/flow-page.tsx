import { useEffect, useRef, type ReactElement } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Bank, FlowDetail, Hop } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { moment } from '../parts/format.js';
import { Failure, Waiting } from '../parts/states.js';
import { FlowStatus } from './flow-list.js';
import { FlowSummary } from './flow-summary.js';
import { HopDetail } from './hop-detail.js';
import { Outcome, shortLine, toneOf } from './hop-outcome.js';
import { LaneHeads, Sequence, type SequenceRow } from './sequence.js';
import classes from './flow-page.module.css';

/** One journey: the diagram, and the chosen hop laid open. */
export function FlowPage(): ReactElement {
  const { flow: flowId = '', hop: hopParameter } = useParams();
  const { data: flow, error, reload } = useResource<FlowDetail>(`/api/flows/${flowId}`);
  const { data: banks } = useResource<{ banks: Bank[] }>('/api/banks');

  if (error !== undefined) {
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
  const names = { appName: bank?.clientName ?? 'Tally', bankName: bank?.name ?? flow.bank };
  const selected = flow.hops.find(({ number }) => String(number) === hopParameter);
  return <OpenFlow flow={flow} selected={selected} names={names} reload={reload} />;
}

function OpenFlow({
  flow,
  selected,
  names,
  reload,
}: {
  flow: FlowDetail;
  selected: Hop | undefined;
  names: { appName: string; bankName: string };
  reload: () => void;
}): ReactElement {
  const detail = useRef<HTMLElement>(null);
  const navigate = useNavigate();
  const base = `/flows/${flow.flowId}`;
  const number = selected?.number;

  useEffect(() => {
    if (number === undefined) return;
    detail.current?.scrollTo({ top: 0 });
    // Below the diagram on a narrow screen: the reader asked for it, so it comes into view.
    if (!window.matchMedia('(min-width: 70rem)').matches) {
      detail.current?.scrollIntoView({ block: 'start' });
    }
  }, [number]);

  useEffect(() => {
    const move = (event: KeyboardEvent): void => {
      const step = { j: 1, k: -1 }[event.key];
      if (step === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
      const next = Math.min(Math.max((number ?? 0) + step, 1), flow.hops.length);
      if (next !== number) void navigate(`${base}/hops/${next}`, { preventScrollReset: true });
    };
    window.addEventListener('keydown', move);
    return () => window.removeEventListener('keydown', move);
  }, [base, flow.hops.length, navigate, number]);

  const rows = flow.hops.map((hop): SequenceRow => ({
    key: String(hop.number),
    number: hop.number,
    from: hop.from,
    to: hop.to,
    line: shortLine(hop),
    title: hop.title,
    href: `${base}/hops/${hop.number}`,
    selected: hop.number === number,
    tone: toneOf(hop),
    outcome: <Outcome hop={hop} />,
  }));

  return (
    <div id="flow-view" data-testid="flow-view" className={classes.flow}>
      <title>{selected === undefined ? 'Flow – Sandbank' : `${selected.title} – Sandbank`}</title>
      <header className={classes.header}>
        <h1>
          {names.appName} at {names.bankName}
        </h1>
        <p className={classes.facts}>
          <span>{moment(flow.startedAt)}</span>
          <FlowStatus flow={flow} />
          <button type="button" className={classes.reload} onClick={reload}>
            Read again
          </button>
        </p>
      </header>
      <section className={classes.diagram} aria-label="Hops">
        <LaneHeads {...names} />
        <Sequence rows={rows} />
        {flow.recordingFull ? (
          <p className="quiet">This recording is full; later hops are not in it.</p>
        ) : null}
        <p className={classes.keys}>
          <kbd>j</kbd> and <kbd>k</kbd> step through the hops.
        </p>
      </section>
      <section ref={detail} className={classes.detail} aria-label="The chosen hop">
        {selected === undefined ? (
          <FlowSummary flow={flow} />
        ) : (
          <HopDetail hop={selected} flow={flow} appName={names.appName} />
        )}
      </section>
    </div>
  );
}
