import type { ReactElement, ReactNode } from 'react';

/** A part of a page that belongs together: `framed` holds rows from edge to edge, `tinted` holds what to decide. */
export function Card(props: { kind: 'framed' | 'tinted'; children: ReactNode }): ReactElement {
  return <div className={`card-${props.kind}`}>{props.children}</div>;
}
