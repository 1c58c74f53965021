import { useEffect, useRef, type ReactElement } from 'react';
import { Link, NavLink, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { ColorSchemeChoice } from './color-scheme-choice.js';
import { SandbankMark } from './sandbank-mark.js';
import classes from './shell.module.css';

const places = [
  { to: '/', words: 'Start', end: true },
  { to: '/accounts', words: 'Tally', end: false },
  { to: '/pay', words: 'Pay', end: false },
  { to: '/flows', words: 'Flows', end: false },
  { to: '/rejections', words: 'Rejections', end: false },
  { to: '/errors', words: 'Errors', end: false },
  { to: '/api-reference', words: 'API', end: false },
];

/** The first two parts of a path name the page; what follows is a place within it. */
const pageOf = (pathname: string): string => pathname.split('/').slice(0, 3).join('/');

/** The frame of every page: name, navigation, content, and the note that no money is real. */
export function Shell(): ReactElement {
  const main = useRef<HTMLElement>(null);
  const page = pageOf(useLocation().pathname);
  const shown = useRef(page);

  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    // A new page is read from its start, as after a full load.
    main.current?.focus({ preventScroll: true });
  }, [page]);

  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to content
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.brand}>
          <SandbankMark />
          <span className={classes.brandName}>Sandbank</span>
          <span className={classes.brandPart}>TPP portal</span>
        </Link>
        <nav aria-label="Portal" className={classes.nav}>
          {places.map(({ to, words, end }) => (
            <NavLink key={to} to={to} end={end} className={classes.place ?? ''}>
              {words}
            </NavLink>
          ))}
        </nav>
        <ColorSchemeChoice />
      </header>
      <main id="main" tabIndex={-1} ref={main} className={classes.main}>
        <Outlet />
      </main>
      <footer className={classes.footer}>
        <p>
          <strong>Sandbox: no real money.</strong> Banks, people and payments are made up. Tokens
          and keys stay in the portal’s back end; what you see of them is masked.
        </p>
      </footer>
      <ScrollRestoration />
    </div>
  );
}
