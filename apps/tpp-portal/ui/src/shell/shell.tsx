import { useEffect, useRef, type ReactElement } from 'react';
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { Icon } from '../parts/icons.js';
import { AccountMenu } from './account-menu.js';
import { ColorSchemeChoice } from './color-scheme-choice.js';
import { Navigation } from './navigation.js';
import { SandbankMark } from './sandbank-mark.js';
import classes from './shell.module.css';

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
          <span className={classes.brandName}>Sandbank</span>{' '}
          <span className={classes.brandPart}>TPP portal</span>
        </Link>
        <Navigation />
        <Link
          to="/interactions"
          className={classes.find}
          aria-label="Find an interaction id"
          title="Find an interaction id"
        >
          <Icon of="search" size={20} />
        </Link>
        <ColorSchemeChoice />
        <AccountMenu />
      </header>
      <main id="main" tabIndex={-1} ref={main} className={classes.main}>
        <Outlet />
      </main>
      <footer className={classes.footer}>
        <p>
          <strong>Sandbox: no real money.</strong> Banks, people and payments are made up. Tally’s
          tokens and keys stay in the portal’s back end, and what you see of them is masked; your
          private keys are never here.
        </p>
      </footer>
      <ScrollRestoration />
    </div>
  );
}
