import { DescriptionList, Page, plain, safeHref, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { BankModel } from './journey.js';

/** An error that cannot go back to the app, because the app or its address is in doubt (RFC 6749 section 4.1.2.1). */
export interface OAuthErrorModel {
  /** Absent when the request names no bank. */
  bank?: BankModel | undefined;
  /** The OAuth error code, for example `invalid_request_uri`. */
  error: string;
  heading: string;
  explanation: string;
  whatToDo: string;
  interactionId: string;
  /** Where a developer reads why. */
  reasonUrl?: string | undefined;
}

const sandbank = { name: 'Sandbank', tagline: 'An open-banking sandbox' };

/** The page for such an error: what happened, what to do, and the reference to quote. */
export function OAuthErrorView(model: OAuthErrorModel): ReactElement {
  const reason = safeHref(model.reasonUrl);
  return (
    <Page title={plain(model.heading, 80)} bank={model.bank ?? sandbank} failed>
      <section id="oauth-error" aria-labelledby="oauth-error-title">
        <h1 id="oauth-error-title">
          <Words lengthMax={120}>{model.heading}</Words>
        </h1>
        <p className="lead">
          <Words lengthMax={400}>{model.explanation}</Words>
        </p>
        <h2 className="what-to-do">What to do</h2>
        <p>
          <Words lengthMax={400}>{model.whatToDo}</Words>
        </p>
        <DescriptionList
          items={[
            { term: 'Error code', description: <code>{plain(model.error, 60)}</code> },
            {
              term: 'Reference',
              description: <code className="reference">{plain(model.interactionId, 60)}</code>,
            },
            ...(reason === undefined
              ? []
              : [{ term: 'For developers', description: <a href={reason}>Why it was refused</a> }]),
          ]}
        />
      </section>
    </Page>
  );
}
