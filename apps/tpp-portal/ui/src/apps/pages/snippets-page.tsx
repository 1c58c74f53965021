import type { ReactElement } from 'react';
import { useApp } from '../app-context.js';
import { SnippetsView } from '../snippets/snippets-view.js';
import classes from './pages.module.css';

/** Programs that run, with this application filled in. */
export function SnippetsPage(): ReactElement {
  const { app } = useApp();
  return (
    <section className={classes.section} aria-labelledby="snippets-title">
      <title>{`Snippets of ${app.name} – Sandbank`}</title>
      <h2 id="snippets-title">Run it</h2>
      <p className="lead">
        Whole programs: each pushes a request, waits for the customer, exchanges the code, and uses
        the token.
      </p>
      <SnippetsView app={app} />
    </section>
  );
}
