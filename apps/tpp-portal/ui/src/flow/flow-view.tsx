import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { moment } from '../parts/format.js';
import { FlowSummary } from './flow-summary.js';
import type { ViewedFlow } from './flow-view-model.js';
import { HopDetail } from './hop-detail.js';
import { Outcome, shortLine, toneOf } from './hop-outcome.js';
import { LaneHeads, Sequence, type SequenceRow } from './sequence.js';
import classes from './flow-page.module.css';

interface FlowViewProps {
  readonly flow: ViewedFlow;
  /** The chosen hop, from the address. */
  readonly hop: string | undefined;
  /** The address of a hop. */
  readonly hrefOf: (number: number) => string;
  /** How the journey stands. */
  readonly status: ReactNode;
  /** What can be done with it: exports, a link, another run. */
  readonly actions?: ReactNode;
  /** The level of the heading: a flow may stand below an application's. */
  readonly heading?: 'h1' | 'h2';
  /** Above everything. */
  readonly notice?: ReactNode;
  /** What else is known of the chosen hop. */
  readonly beside?: (number: number) => ReactNode;
  /** Where the reasons of refusals are told. */
  readonly whyOf?: ((interactionId: string) => string) | undefined;
}

/** One journey: the diagram, and the chosen hop laid open. */
export function FlowView(props: FlowViewProps): ReactElement {
  const { flow, hop, hrefOf, status, actions, notice, beside, whyOf } = props;
  const Heading = props.heading ?? 'h1';
  const detail = useRef<HTMLElement>(null);
  const selected = flow.hops.find(({ number }) => String(number) === hop);
  const number = selected?.number;
  useHopKeys(flow.hops.length, number, hrefOf);

  useEffect(() => {
    if (number === undefined) return;
    detail.current?.scrollTo({ top: 0 });
    // Below the diagram on a narrow screen: the reader asked for it, so it comes into view.
    if (!window.matchMedia('(min-width: 70rem)').matches) {
      detail.current?.scrollIntoView({ block: 'start' });
    }
  }, [number]);

  const rows = flow.hops.map((one): SequenceRow => ({
    key: one.id ?? String(one.number),
    number: one.number,
    from: one.from,
    to: one.to,
    line: shortLine(one),
    title: one.title,
    href: hrefOf(one.number),
    selected: one.number === number,
    tone: toneOf(one),
    outcome: <Outcome hop={one} />,
  }));

  return (
    <div id="flow-view" data-testid="flow-view" className={classes.flow}>
      <title>{`${selected?.title ?? `Flow of ${flow.appName}`} – Sandbank`}</title>
      <header className={classes.header}>
        {notice}
        <Heading>
          {flow.appName} at {flow.bankName}
        </Heading>
        <p className={classes.facts}>
          <span>{moment(flow.startedAt)}</span>
          {status}
        </p>
        {actions}
      </header>
      <section className={classes.diagram} aria-label="Hops">
        <LaneHeads appName={flow.appName} bankName={flow.bankName} />
        <Sequence rows={rows} />
        <span role="status" className="spoken">
          {flow.hops.length} hops
        </span>
        {flow.recordingFull ? (
          <p className="quiet">This recording is full; later hops are not in it.</p>
        ) : null}
        <p className={classes.keys}>
          <kbd>j</kbd> and <kbd>k</kbd> step through the hops.
        </p>
      </section>
      <section ref={detail} className={classes.detail} aria-label="The chosen hop">
        {selected === undefined ? (
          <FlowSummary flow={flow} hrefOf={hrefOf} />
        ) : (
          <HopDetail
            hop={selected}
            of={flow.hops.length}
            appName={flow.appName}
            hrefOf={hrefOf}
            whyOf={whyOf}
          >
            {beside?.(selected.number)}
          </HopDetail>
        )}
      </section>
    </div>
  );
}

/** The keys j and k step through the hops. */
function useHopKeys(
  count: number,
  number: number | undefined,
  hrefOf: (number: number) => string,
): void {
  const navigate = useNavigate();
  useEffect(() => {
    const move = (event: KeyboardEvent): void => {
      const step = { j: 1, k: -1 }[event.key];
      if (step === undefined || event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.matches('input, select, textarea'))
        return;
      const next = Math.min(Math.max((number ?? 0) + step, 1), count);
      if (next !== number && count > 0) void navigate(hrefOf(next), { preventScrollReset: true });
    };
    window.addEventListener('keydown', move);
    return () => window.removeEventListener('keydown', move);
  }, [count, hrefOf, navigate, number]);
}
