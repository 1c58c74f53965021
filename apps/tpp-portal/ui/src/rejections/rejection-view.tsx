import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import { CopyText } from '../parts/copy.js';
import { moment } from '../parts/format.js';
import { demandOf, ruleOf } from '../rules/rules.js';
import { clockWords, type Rejection } from './rejection.js';
import classes from './rejections.module.css';

const servers: Record<Rejection['server'], string> = {
  'authorization-server': 'authorization server',
  'resource-server': 'resource server',
};

const demandOfRule = ({ rule }: Rejection): string | null => {
  const known = rule === null ? undefined : ruleOf(rule.clause);
  return known === undefined ? (rule?.summary ?? null) : demandOf(known);
};

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** One refusal: rule, clause, what was expected and what came, the clocks, and the cure. */
export function RejectionView({
  rejection,
  children,
}: {
  rejection: Rejection;
  /** Ways on: to the exchange itself. */
  children?: ReactNode;
}): ReactElement {
  const { id, rule, fix, error, error_description: description } = rejection;
  const words = clockWords(rejection);
  return (
    <article id={id} className={classes.rejection} aria-labelledby={`${id}-title`}>
      <header className={classes.head}>
        <h2 id={`${id}-title`}>{sentence(demandOfRule(rejection) ?? description ?? error)}</h2>
        <p className={classes.where}>
          <span>{moment(rejection.at)}</span>
          <span>
            {rejection.method} <code>{rejection.endpoint}</code>, {servers[rejection.server]}
          </span>
          <span>
            {rejection.status}{' '}
            <Link to={`/errors/${encodeURIComponent(error)}`}>
              <code>{error}</code>
            </Link>
          </span>
        </p>
      </header>
      <dl className={classes.facts}>
        {rule === null ? null : (
          <Fact name="Rule">
            <Link to={`/rules/${encodeURIComponent(rule.clause)}`} className={classes.clause ?? ''}>
              {rule.clause}
            </Link>
            {rule.specification === null ? null : <span> {rule.specification}</span>}
          </Fact>
        )}
        {rejection.expected === null ? null : (
          <Fact name="Expected">
            <code>{rejection.expected}</code>
          </Fact>
        )}
        {rejection.received === null ? null : (
          <Fact name="Received">
            <code>{rejection.received}</code>
          </Fact>
        )}
        {words.length === 0 ? null : <Fact name="Clocks">{words.join(' ')}</Fact>}
        <Fact name="Interaction">
          <CopyText value={rejection.interaction_id} label="Copy the interaction id" />
        </Fact>
      </dl>
      {fix === null ? null : (
        <p className={classes.fix}>
          <b>What to change.</b> {fix}
        </p>
      )}
      {error === 'use_dpop_nonce' ? (
        <p className="quiet">
          This is how the protocol begins: a client that repeats the call with the nonce has done
          everything right.
        </p>
      ) : null}
      {children}
      {rejection.claimed ? (
        <p className="quiet">
          The request named this client without proving to be it: somebody else may have sent it.
        </p>
      ) : null}
      {rejection.suppressed === 0 ? null : (
        <p className="quiet">
          {rejection.suppressed} more like it came just before, and were counted only.
        </p>
      )}
    </article>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
