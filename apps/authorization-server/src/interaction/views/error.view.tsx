import { plain, safeHref } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { FailureView, type FailureModel } from './failure.view.js';

/** An error that cannot go back to the app, because the app or its address is in doubt (RFC 6749 section 4.1.2.1). */
export interface OAuthErrorModel extends FailureModel {
  /** The OAuth error code, for example `invalid_request_uri`. */
  error: string;
  /** Where a developer reads why. */
  reasonUrl?: string | undefined;
}

/** The page for such an error: what happened, what to do, and the reference to quote. */
export function OAuthErrorView(model: OAuthErrorModel): ReactElement {
  const reason = safeHref(model.reasonUrl);
  const forDevelopers = {
    term: 'For developers',
    description: <a href={reason}>Why it was refused</a>,
  };
  return (
    <FailureView
      id="oauth-error"
      model={model}
      before={[{ term: 'Error code', description: <code>{plain(model.error, 60)}</code> }]}
      after={reason === undefined ? [] : [forDevelopers]}
    />
  );
}
