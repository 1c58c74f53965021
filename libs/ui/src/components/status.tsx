import type { ReactElement } from 'react';
import { Icon, type IconName } from './marks.js';

const looks = {
  live: 'tick',
  paused: 'pause',
  stopped: 'cross',
  ended: 'clock',
  done: 'tick',
} as const satisfies Record<string, IconName>;

/** How something stands. */
export type StatusKind = keyof typeof looks;

/** A state in words with a sign of its own; the colour only repeats what both say. */
export function Status(props: { kind: StatusKind; children: string }): ReactElement {
  return (
    <span className={`status status-${props.kind}`}>
      <Icon of={looks[props.kind]} ringed />
      {props.children}
    </span>
  );
}
