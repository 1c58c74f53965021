import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import type { FlowDetail, Hop } from '../api/types.js';
import { Copy, CopyText } from '../parts/copy.js';
import { clock, duration } from '../parts/format.js';
import { Checks } from './checks.js';
import { curlOf } from './curl.js';
import { laneName } from './lanes.js';
import { RequestView, ResponseView } from './message.js';
import { Status } from './hop-outcome.js';
import { TokenView } from './token-view.js';
import classes from './hop.module.css';

/** A hop laid open: what was compared, what was sent, what came back, which tokens were in it. */
export function HopDetail({
  hop,
  flow,
  appName,
}: {
  hop: Hop;
  flow: FlowDetail;
  appName: string;
}): ReactElement {
  const path = (number: number): string => `/flows/${flow.flowId}/hops/${number}`;
  return (
    <article className={classes.detail} aria-labelledby="hop-title">
      <header className={classes.head}>
        <p className={classes.place}>
          Hop {hop.number} of {flow.hops.length}
          <span className={classes.steps}>
            {hop.number > 1 ? (
              <Link to={path(hop.number - 1)} preventScrollReset>
                Previous
              </Link>
            ) : null}
            {hop.number < flow.hops.length ? (
              <Link to={path(hop.number + 1)} preventScrollReset>
                Next
              </Link>
            ) : null}
          </span>
        </p>
        <h2 id="hop-title">{hop.title}</h2>
        <p className={classes.between}>
          {laneName(hop.from, appName)} → {laneName(hop.to, appName)}
          <Status hop={hop} />
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
        {hop.note === undefined ? null : <p className={classes.note}>{hop.note}</p>}
        {hop.failure === undefined ? null : (
          <p className={classes.note} data-tone="failed">
            There was {hop.failure}.
          </p>
        )}
      </header>
      {hop.checks.length === 0 ? null : (
        <Part title="Checked by the client">
          <Checks checks={hop.checks} />
        </Part>
      )}
      <Part
        title="Request"
        aside={
          <span className={classes.curl}>
            curl <Copy value={curlOf(hop)} label="Copy as a curl command, secrets masked" />
          </span>
        }
      >
        <RequestView request={hop.request} />
        <Tokens hop={hop} side="request" />
      </Part>
      {hop.response === undefined ? null : (
        <Part title="Response">
          <ResponseView response={hop.response} />
          <Tokens hop={hop} side="response" />
        </Part>
      )}
    </article>
  );
}

function Tokens({ hop, side }: { hop: Hop; side: 'request' | 'response' }): ReactElement {
  return (
    <>
      {hop.jwts
        .filter((jwt) => jwt.side === side)
        .map((jwt) => (
          <TokenView key={jwt.where} jwt={jwt} at={hop.startedAt} />
        ))}
    </>
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

function Part({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}): ReactElement {
  return (
    <section className={classes.part}>
      <div className={classes.partHead}>
        <h3>{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
