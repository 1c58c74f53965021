import type { ReactElement } from 'react';
import classes from './operator.module.css';

const words = {
  active: 'Active',
  frozen: 'Frozen',
  suspended: 'Suspended',
} as const;

/** A status in a word and a shape. */
export function StatusMark({ status }: { status: keyof typeof words }): ReactElement {
  return (
    <span className={classes.mark} data-status={status}>
      {words[status]}
    </span>
  );
}
