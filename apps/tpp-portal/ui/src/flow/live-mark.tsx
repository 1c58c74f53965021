import type { ReactElement } from 'react';
import type { Live } from './use-live.js';
import classes from './live-mark.module.css';

const words = { live: 'Live', paused: 'Resting', ended: 'Not looking any more' } as const;

/** Says whether what is shown follows what happens. */
export function LiveMark({ live }: { live: Live }): ReactElement {
  return (
    <span className={classes.live} data-state={live.state}>
      {words[live.state]}
      {live.state === 'ended' ? (
        <button type="button" className={classes.again} onClick={live.goOn}>
          Follow again
        </button>
      ) : null}
    </span>
  );
}
