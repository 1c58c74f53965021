import type { ReactElement } from 'react';

/** A page that one can go to. */
export interface Place {
  id: string;
  label: string;
  href: string;
  /** True for the page that is shown, or the one it belongs to. */
  here: boolean;
}

/** The pages that belong together; the one that is shown is said to be so, and looks it. */
export function Navigation(props: { label: string; places: readonly Place[] }): ReactElement {
  return (
    <nav className="places" aria-label={props.label}>
      <ul>
        {props.places.map(({ id, label, href, here }) => (
          <li key={id}>
            <a id={id} href={href} aria-current={here ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
