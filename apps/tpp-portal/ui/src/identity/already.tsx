import type { ReactElement } from 'react';
import { Link } from 'react-router';
import classes from './identity.module.css';
import type { Me } from './me.js';

/** For somebody who opens a door from inside. */
export function Already({ me }: { me: Me }): ReactElement {
  return (
    <section className={classes.main}>
      <h1>You are signed in</h1>
      <p className="lead">
        As <bdi>{me.name}</bdi>
        {me.email === undefined || me.isOperator ? '' : `, ${me.email}`}.
      </p>
      <p>
        {me.isOperator ? (
          <Link to="/operator">To the operator’s pages</Link>
        ) : (
          <>
            <Link to="/apps">To your applications</Link>, or <Link to="/account">your account</Link>
          </>
        )}
        . To be somebody else, sign out first.
      </p>
    </section>
  );
}
