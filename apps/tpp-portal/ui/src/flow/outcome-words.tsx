import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Outcome } from './flow-view-model.js';
import classes from './flow-list.module.css';

const words: Readonly<Record<Outcome, string>> = {
  pending: 'Under way',
  completed: 'Tokens issued',
  refused: 'Refused',
};
const statusOf = { pending: 'redirected', completed: 'connected', refused: 'failed' } as const;

/** How a flow of an application stands, in words. */
export function OutcomeWords({
  outcome,
  error,
  linked = false,
}: {
  outcome: Outcome;
  error?: string | null | undefined;
  linked?: boolean;
}): ReactElement {
  return (
    <span className={classes.status} data-status={statusOf[outcome]}>
      {words[outcome]}
      {error === null || error === undefined ? null : (
        <>
          :{' '}
          {linked ? (
            <Link to={`/errors/${encodeURIComponent(error)}`}>
              <code>{error}</code>
            </Link>
          ) : (
            <code>{error}</code>
          )}
        </>
      )}
    </span>
  );
}
