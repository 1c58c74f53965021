import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { moment } from '../parts/format.js';
import type { OperatorAct } from './types.js';
import { actWords } from './words.js';
import classes from './operator.module.css';

const outcomes = {
  begun: 'Not known whether it was done: look at the bank',
  done: 'Done',
  refused: 'Refused',
} as const;

/** What operators did, with the reason and the interaction id under which the bank has it too. */
export function ActList({ acts }: { acts: readonly OperatorAct[] }): ReactElement {
  return (
    <ol className={classes.acts}>
      {acts.map((act) => (
        <li key={act.id}>
          <p>
            <b>{actWords[act.action]}</b> {act.subject === null ? null : <code>{act.subject}</code>}{' '}
            at {act.bank}
          </p>
          {act.reason === null ? null : <p>“{act.reason}”</p>}
          <p className="quiet">
            {moment(act.begunAt)}, {act.operator}. {outcomes[act.outcome]}
            {act.error === null ? '.' : ` (${act.error}).`}{' '}
            <Link to={`/operator/search?id=${act.interactionId}`}>{act.interactionId}</Link>
          </p>
        </li>
      ))}
    </ol>
  );
}
