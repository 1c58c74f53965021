import type { ReactElement } from 'react';
import type { Check } from '../api/types.js';
import { Icon } from '../parts/icons.js';
import classes from './hop.module.css';

/** What the client compared, each with the clause that asks for it. */
export function Checks({ checks }: { checks: readonly Check[] }): ReactElement {
  return (
    <ul className={classes.checks}>
      {checks.map((check) => (
        <li key={`${check.clause} ${check.what}`} data-passed={check.passed}>
          <Icon of={check.passed ? 'check' : 'cross'} />
          <span>
            <span className="spoken">{check.passed ? 'Passed: ' : 'Failed: '}</span>
            {check.what}
            {check.passed || check.expected === undefined ? null : (
              <span className={classes.mismatch}>
                expected <code>{check.expected}</code>, received <code>{check.received}</code>
              </span>
            )}
          </span>
          <span className={classes.clause}>{check.clause}</span>
        </li>
      ))}
    </ul>
  );
}
