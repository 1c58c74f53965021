import type { ReactElement } from 'react';
import { Link } from 'react-router';
import type { Check } from '../api/types.js';
import { Icon } from '../parts/icons.js';
import { demandOf, ruleOf } from '../rules/rules.js';
import { groupedChecks, registered } from './check-groups.js';
import classes from './hop.module.css';

/** What was compared, one by one, each with the clause that asks for it; in groups where there are many. */
export function Checks({ checks }: { checks: readonly Check[] }): ReactElement {
  const groups = [...groupedChecks(checks)];
  if (groups.length < 2) return <CheckList checks={checks} />;
  return (
    <div className={classes.groups}>
      {groups.map(([title, found]) => (
        <div key={title}>
          <h4 className={classes.groupTitle}>
            {title}{' '}
            <span className="quiet">
              {found.filter(({ passed }) => passed).length} of {found.length}
            </span>
          </h4>
          <CheckList checks={found} />
        </div>
      ))}
    </div>
  );
}

function CheckList({ checks }: { checks: readonly Check[] }): ReactElement {
  return (
    <ul className={classes.checks}>
      {checks.map((check, index) => (
        <li key={index} data-passed={check.passed}>
          <Icon of={check.passed ? 'check' : 'cross'} />
          <span>
            <span className="spoken">{check.passed ? 'Passed: ' : 'Failed: '}</span>
            {wordsOf(check)}
            {check.passed || check.expected === undefined ? null : (
              <span className={classes.mismatch}>
                expected <code>{check.expected}</code>, received <code>{check.received}</code>
              </span>
            )}
          </span>
          <Clause of={check.clause} />
        </li>
      ))}
    </ul>
  );
}

/** What was compared; the bank’s rules in their own words, which say what is never done. */
function wordsOf(check: Check): string {
  const rule = ruleOf(check.clause);
  return rule?.summary === check.what ? demandOf(rule) : check.what;
}

function Clause({ of }: { of: string }): ReactElement {
  const rule = ruleOf(registered(of));
  if (rule === undefined) return <span className={classes.clause}>{of}</span>;
  return (
    <Link to={`/rules/${encodeURIComponent(rule.id)}`} className={classes.clause ?? ''}>
      {of}
    </Link>
  );
}
