import type { ReactElement } from 'react';
import type { Explanation } from './guide/explanation.js';
import classes from './errors.module.css';

/** Meaning and cure. */
export function ExplanationView({ explanation }: { explanation: Explanation }): ReactElement {
  return (
    <>
      <p className="lead">{explanation.meaning}</p>
      <section className={classes.block} aria-labelledby="fix-title">
        <h2 id="fix-title">What to do</h2>
        <ul className={classes.fix}>
          {explanation.fixes.map((fix) => (
            <li key={fix}>{fix}</li>
          ))}
        </ul>
      </section>
      <p className="quiet">{explanation.source}</p>
    </>
  );
}
