import type { ReactElement } from 'react';
import { initial } from '../text.js';

/** The mark of the sandbox itself: a bank of sand between two waves. */
export function SandbankMark(): ReactElement {
  return (
    <svg className="sandbank-mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M2 9q2.5-2.5 5 0t5 0t5 0t5 0" />
      <path className="sandbank-mark-dots" d="M4 14.5Q12 9.5 20 14.5" />
      <path d="M2 19q2.5-2.5 5 0t5 0t5 0t5 0" />
    </svg>
  );
}

/** An app's initial in a frame: its own logo is never fetched, since that would tell a stranger who looks. */
export function Monogram(props: { name: string }): ReactElement {
  return (
    <span className="monogram" aria-hidden="true">
      <bdi>{initial(props.name)}</bdi>
    </span>
  );
}

const icons = {
  tick: 'M4.5 10.5l3.6 3.6L15.5 6.5',
  cross: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  warning: 'M10 5.2v6M10 14.4v.4',
  information: 'M10 9v5.6M10 5.6v.4',
  clock: 'M10 5.5V10l3 2',
  pause: 'M8 6.5v7M12 6.5v7',
  person:
    'M10 9.2a2.8 2.8 0 1 0 0-5.6a2.8 2.8 0 0 0 0 5.6M4.4 16.4c.5-3.4 2.7-5 5.6-5s5.1 1.6 5.6 5',
} as const;

/** The name of a sign. */
export type IconName = keyof typeof icons;

/** A small drawn sign; the words beside it carry the meaning. */
export function Icon(props: { of: IconName; ringed?: boolean }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {props.ringed === true ? <circle cx="10" cy="10" r="8.6" /> : null}
      <path d={icons[props.of]} />
    </svg>
  );
}
