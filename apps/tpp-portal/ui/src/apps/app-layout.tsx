import { useEffect, useRef, type ReactElement } from 'react';
import { Link, NavLink, Outlet, useLocation, useParams } from 'react-router';
import { useResource } from '../api/use-resource.js';
import { SignedIn } from '../identity/me.js';
import { Failure, Waiting } from '../parts/states.js';
import type { AppContext } from './app-context.js';
import { appTabs } from './app-tabs.js';
import { BeingRemoved } from './remove-app.js';
import type { App } from './types.js';
import { profileWords } from './words.js';
import classes from './apps.module.css';

/** The frame of every page of one application: its name, its tabs, and the page. */
export function AppLayout(): ReactElement {
  return <SignedIn what="see your applications">{() => <OneApp />}</SignedIn>;
}

function OneApp(): ReactElement {
  const { app: id = '' } = useParams();
  const { data, error, reload } = useResource<App>(`/api/applications/${encodeURIComponent(id)}`);
  if (error !== undefined) {
    return (
      <div className={classes.page}>
        <title>Application – Sandbank</title>
        <h1>Application</h1>
        <Failure error={error} retry={error.status === 404 ? undefined : reload}>
          <Link to="/apps">All your applications</Link>
        </Failure>
      </div>
    );
  }
  if (data === undefined) return <Waiting />;
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <p className="quiet">
          <Link to="/apps">Applications</Link> · {data.organisation.name}
        </p>
        <h1>{data.name}</h1>
        <p className="quiet">{profileWords(data.profile)}</p>
      </header>
      <Tabs app={data} />
      {data.ending ? <BeingRemoved app={data} reload={reload} /> : null}
      <Outlet context={{ app: data, reload } satisfies AppContext} />
    </div>
  );
}

function Tabs({ app }: { app: App }): ReactElement {
  const tabs = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    // On a small screen the row scrolls: where somebody is should be in sight.
    const row = tabs.current;
    const tab = row?.querySelector<HTMLElement>('[aria-current="page"]');
    if (row !== null && tab !== null && tab !== undefined)
      row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.clientWidth) / 2;
  }, [pathname]);
  return (
    <nav aria-label="Application" className={classes.tabs} ref={tabs}>
      {appTabs.map(({ to, words }) => (
        <NavLink key={to} to={to === '' ? `/apps/${app.id}` : to} end={to === ''}>
          {words}
        </NavLink>
      ))}
    </nav>
  );
}
