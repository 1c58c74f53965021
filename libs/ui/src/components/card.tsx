import type { ReactElement, ReactNode } from 'react';

/** A framed part of a page with a heading of its own. */
export function Card(props: { title?: string; children: ReactNode }): ReactElement {
  return (
    <section className="card">
      {props.title === undefined ? null : <h2 className="card-title">{props.title}</h2>}
      {props.children}
    </section>
  );
}
