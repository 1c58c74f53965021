import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { Empty } from '../parts/states.js';
import classes from './errors.module.css';

/** For an address that the portal does not have. */
export function NotFoundPage(): ReactElement {
  return (
    <div className={classes.page}>
      <title>Not found – Sandbank</title>
      <h1>Nothing is charted here</h1>
      <Empty title="This address does not exist in the portal">
        <p>It may have been mistyped, or belong to another sandbox.</p>
        <Link to="/">To the start</Link>
      </Empty>
    </div>
  );
}
