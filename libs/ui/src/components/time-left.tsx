import type { ReactElement, ReactNode } from 'react';
import { minutesCountedMax } from '../styles/time-left.css.js';
import { Spoken } from '../text.js';
import { Icon } from './marks.js';

const inWords = (minutes: number): string =>
  minutes < 1
    ? 'Less than a minute'
    : `About ${String(minutes)} ${minutes === 1 ? 'minute' : 'minutes'}`;

/** How long the customer still has. The style sheet counts the minutes down; a screen reader hears the first value. */
export function TimeLeft(props: { minutes: number; children?: ReactNode }): ReactElement {
  const minutes = Math.max(0, Math.floor(props.minutes));
  const counted = minutes <= minutesCountedMax;
  return (
    <div className="time-left">
      <Icon of="clock" ringed />
      <div>
        <p className="time-left-value">
          {counted ? (
            <>
              <Spoken>{`${inWords(minutes)} left when this page opened`}</Spoken>
              <span className={`ebb ebb-${String(minutes)}`} aria-hidden="true" />
            </>
          ) : (
            `${inWords(minutes)} left`
          )}
        </p>
        {props.children === undefined ? null : <p className="time-left-note">{props.children}</p>}
      </div>
    </div>
  );
}
