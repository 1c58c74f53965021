import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { demandOf, ruleOf } from '../rules/rules.js';
import type { TopRule } from './types.js';
import { counted } from './words.js';
import classes from './operator.module.css';

const shown = 8;

/** The rules that refused most, each with the way to its page. */
export function TopRules({ rules }: { rules: readonly TopRule[] }): ReactElement {
  if (rules.length === 0) {
    return (
      <p className={classes.calm}>
        Nothing was refused in this time. When something is, the rules that refused most stand here.
      </p>
    );
  }
  const most = Math.max(...rules.map(({ count }) => count));
  return (
    <ol className={classes.rules}>
      {rules.slice(0, shown).map(({ server, clause, error, count, clients }) => {
        const rule = clause === null ? undefined : ruleOf(clause);
        return (
          <li key={`${server} ${String(clause)} ${error}`}>
            <div className={classes.ruleHead}>
              {clause === null ? (
                <Link to={`/errors/${encodeURIComponent(error)}`}>
                  <code>{error}</code>
                </Link>
              ) : (
                <Link to={`/rules/${encodeURIComponent(clause)}`}>{clause}</Link>
              )}
              <b>{counted(count, 'time')}</b>
            </div>
            <progress max={most} value={count} aria-hidden="true" className={classes.refusals} />
            <p className="quiet">
              {rule === undefined ? null : `${demandOf(rule)} `}
              {clause === null ? null : <code>{error}</code>}{' '}
              {clients === 0 ? 'no client named' : counted(clients, 'client')},{' '}
              {server === 'resource-server' ? 'resource server' : 'authorization server'}
            </p>
          </li>
        );
      })}
    </ol>
  );
}
