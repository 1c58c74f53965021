import type { ReactElement } from 'react';
import { NavLink } from 'react-router';
import { apiIndex } from './api-index.js';
import classes from './api-reference.module.css';

/** The operations of every document; small screens have no room for it. */
export function Navigation({ current }: { current: string | undefined }): ReactElement {
  return (
    <nav aria-label="Operations" className={classes.navigation}>
      {apiIndex.map(({ name, title, operations }) => (
        <details key={name} open={name === current}>
          <summary>{title}</summary>
          <ul>
            {operations.map(({ id, method, summary }) => (
              <li key={id}>
                <NavLink to={`/api-reference/${id}`} className={classes.step ?? ''}>
                  <Method of={method} />
                  <span>{summary}</span>
                </NavLink>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </nav>
  );
}

/** A method of HTTP, told by its word; its colour only helps. */
export function Method({ of }: { of: string }): ReactElement {
  return (
    <span className={classes.method} data-method={of}>
      {of}
    </span>
  );
}
