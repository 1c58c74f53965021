import type { ReactElement, ReactNode } from 'react';
import classes from './hop.module.css';

/** A titled part of what is known of a hop. */
export function Part({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <section className={classes.part}>
      <div className={classes.partHead}>
        <h3>{title}</h3>
      </div>
      {children}
    </section>
  );
}
