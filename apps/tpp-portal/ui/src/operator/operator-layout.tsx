import type { ReactElement } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router';
import { useResource } from '../api/use-resource.js';
import { useMe } from '../identity/me.js';
import { Failure, Waiting } from '../parts/states.js';
import type { OperatorContext } from './operator-context.js';
import type { OperatedBank } from './types.js';
import classes from './operator.module.css';

const tabs = [
  { to: '/operator', words: 'Overview' },
  { to: '/operator/apps', words: 'Apps' },
  { to: '/operator/search', words: 'Search' },
  { to: '/operator/certificates', words: 'Certificates' },
  { to: '/operator/keys', words: 'Keys' },
  { to: '/operator/record', words: 'Record' },
] as const;

/** The frame of the console, for operators alone. */
export function OperatorLayout(): ReactElement {
  const { me, error, reload } = useMe();
  if (me === undefined) {
    return error === undefined ? <Waiting /> : <Failure error={error} retry={reload} />;
  }
  return me?.isOperator === true ? <Console /> : <NoOperator isSignedIn={me !== null} />;
}

function Console(): ReactElement {
  const { data, error, reload } = useResource<{ banks: OperatedBank[] }>('/api/operator/banks');
  const { search } = useLocation();
  const bank = new URLSearchParams(search).get('bank');
  const kept = bank === null ? '' : `?bank=${encodeURIComponent(bank)}`;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>Operator console</h1>
        <p className="quiet">Everything that all banks and all applications do here.</p>
      </header>
      <nav aria-label="Operator console" className={classes.tabs}>
        {tabs.map(({ to, words }) => (
          <NavLink key={to} to={`${to}${kept}`} end={to === '/operator'}>
            {words}
          </NavLink>
        ))}
      </nav>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting /> : null}
      {data === undefined ? null : (
        <Outlet context={{ banks: data.banks } satisfies OperatorContext} />
      )}
    </div>
  );
}

function NoOperator({ isSignedIn }: { isSignedIn: boolean }): ReactElement {
  const { pathname, search } = useLocation();
  const next = encodeURIComponent(`${pathname}${search}`);
  return (
    <section className={classes.page}>
      <title>Operator console – Sandbank</title>
      <h1>For operators</h1>
      <p className="lead">
        {isSignedIn
          ? 'You are signed in as a developer. The console shows what everybody does, and belongs to whoever runs the sandbox.'
          : 'The console belongs to whoever runs the sandbox.'}
      </p>
      <p>
        Sign in as <code>operator</code>. The password was made at the first start and is in{' '}
        <code>.sandbank/secrets/operator.password</code>, for the eyes of who started the sandbox.
      </p>
      <p>
        {isSignedIn ? (
          <Link to="/account">Sign out first, on the page of your account</Link>
        ) : (
          <Link to={`/sign-in?next=${next}`}>Sign in</Link>
        )}
      </p>
    </section>
  );
}
