import type { ReactElement, ReactNode } from 'react';
import { iconPath, stylesheetPath } from '../assets.js';
import { plain, Words } from '../text.js';
import { type AccentName, tokens } from '../tokens/tokens.js';
import { Chart } from './chart.js';
import { BankMark } from './bank-mark.js';
import { SandbankMark } from './marks.js';

/** How a bank presents itself: data, so that another bank needs no other code. */
export interface BankBranding {
  name: string;
  tagline?: string | undefined;
  accent?: AccentName | undefined;
}

/** What a page needs besides its content. */
export interface PageProps {
  /** Shown in the tab before the bank's name. */
  title: string;
  bank: BankBranding;
  /** Put before the title when the page reports a mistake, so that the tab says it first. */
  failed?: boolean | undefined;
  /** Shown beside the content: where the customer is, how long is left. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A whole server-rendered page of a bank: chart and progress beside, content, and the note that no money is real. */
export function Page(props: PageProps): ReactElement {
  const { bank, title, failed, aside, children } = props;
  return (
    <html lang="en-GB" data-accent={bank.accent ?? 'tide'}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <meta
          name="theme-color"
          media="(prefers-color-scheme: light)"
          content={tokens.color.light.deep}
        />
        <meta
          name="theme-color"
          media="(prefers-color-scheme: dark)"
          content={tokens.color.dark.deep}
        />
        <title>{`${failed === true ? 'Error: ' : ''}${title} – ${plain(bank.name, 60)}`}</title>
        <link rel="icon" type="image/svg+xml" href={iconPath} />
        <link rel="stylesheet" href={stylesheetPath} />
      </head>
      <body>
        <div className="shell">
          <header className="rail">
            <div className="rail-view">
              <Chart />
              <div className="brand">
                <BankMark accent={bank.accent} />
                <div>
                  <p className="brand-name">
                    <Words lengthMax={60}>{bank.name}</Words>
                  </p>
                  {bank.tagline === undefined ? null : (
                    <p className="brand-tagline">
                      <Words lengthMax={80}>{bank.tagline}</Words>
                    </p>
                  )}
                </div>
              </div>
              {aside}
            </div>
          </header>
          <main className="content">{children}</main>
          <footer className="footer">
            <SandbankMark />
            <p>
              <strong>Sandbox: no real money.</strong> The bank and its customers are made up.
            </p>
          </footer>
        </div>
      </body>
    </html>
  );
}
