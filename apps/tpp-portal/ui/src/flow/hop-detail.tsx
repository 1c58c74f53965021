import { SegmentedControl } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Hop } from '../api/types.js';
import { Copy, CopyText } from '../parts/copy.js';
import { clock, duration } from '../parts/format.js';
import { Checks } from './checks.js';
import { curlOf } from './export/curl.js';
import { fetchOf } from './export/typescript.js';
import { Decoded, Raw } from './hop-messages.js';
import { laneName } from './lanes.js';
import { Part } from './part.js';
import { Status } from './hop-outcome.js';
import classes from './hop.module.css';

type Mode = 'decoded' | 'raw';

interface HopDetailProps {
  readonly hop: Hop;
  /** How many hops the journey has; one that stands alone has no neighbours. */
  readonly of?: number;
  readonly appName: string;
  readonly hrefOf?: (number: number) => string;
  /** Where the reason of a refusal is told. */
  readonly whyOf?: ((interactionId: string) => string) | undefined;
  readonly children?: ReactNode;
}

/** A hop laid open: what was checked, what was sent, what came back, which tokens were in it. */
export function HopDetail(props: HopDetailProps): ReactElement {
  const { hop, appName, whyOf, children } = props;
  const [mode, setMode] = useState<Mode>('decoded');
  const refused = (hop.response?.status ?? 0) >= 400;
  return (
    <article className={classes.detail} aria-labelledby="hop-title">
      <header className={classes.head}>
        <Neighbours {...props} />
        <h2 id="hop-title">{hop.title}</h2>
        <p className={classes.between}>
          {laneName(hop.from, appName)} → {laneName(hop.to, appName)}
          <Status hop={hop} />
          {hop.error === undefined ? null : (
            <Link to={`/errors/${encodeURIComponent(hop.error)}`}>
              <code>{hop.error}</code>
            </Link>
          )}
        </p>
        <dl className={classes.facts}>
          <Fact term="At">{clock(hop.startedAt)}</Fact>
          {hop.durationMilliseconds === undefined ? null : (
            <Fact term="Took">{duration(hop.durationMilliseconds)}</Fact>
          )}
          {hop.interactionId === undefined ? null : (
            <Fact term="Interaction id">
              <CopyText value={hop.interactionId} label="Copy the interaction id" />
            </Fact>
          )}
        </dl>
        {refused && whyOf !== undefined && hop.interactionId !== undefined ? (
          <p>
            <Link to={whyOf(hop.interactionId)}>Why was it refused?</Link>
          </p>
        ) : null}
        {hop.note === undefined ? null : <p className={classes.note}>{hop.note}</p>}
        {hop.failure === undefined ? null : (
          <p className={classes.note} data-tone="failed">
            There was {hop.failure}.
          </p>
        )}
      </header>
      {hop.checks.length === 0 ? null : (
        <Part title={`Checked by the ${checkers[hop.checkedBy ?? 'client']}`}>
          <Checks checks={hop.checks} />
        </Part>
      )}
      {children}
      <div className={classes.modes}>
        <SegmentedControl
          aria-label="How messages are shown"
          value={mode}
          onChange={(value) => setMode(value)}
          data={[
            { value: 'decoded', label: 'Decoded' },
            { value: 'raw', label: 'Raw' },
          ]}
        />
        {hop.from === 'client' ? (
          <span className={classes.copies}>
            <span className={classes.curl}>
              curl <Copy value={curlOf(hop)} label="Copy as a curl command, secrets masked" />
            </span>
            <span className={classes.curl}>
              fetch <Copy value={fetchOf(hop)} label="Copy as TypeScript, secrets masked" />
            </span>
          </span>
        ) : null}
      </div>
      {mode === 'raw' ? <Raw hop={hop} /> : <Decoded hop={hop} />}
    </article>
  );
}

const checkers = {
  client: 'client',
  'authorization-server': 'authorization server',
  'resource-server': 'resource server',
} as const;

function Neighbours({ hop, of, hrefOf }: HopDetailProps): ReactElement | null {
  if (of === undefined || hrefOf === undefined) return null;
  return (
    <p className={classes.place}>
      Hop {hop.number} of {of}
      <span className={classes.steps}>
        {hop.number > 1 ? (
          <Link to={hrefOf(hop.number - 1)} preventScrollReset>
            Previous
          </Link>
        ) : null}
        {hop.number < of ? (
          <Link to={hrefOf(hop.number + 1)} preventScrollReset>
            Next
          </Link>
        ) : null}
      </span>
    </p>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }): ReactElement {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
