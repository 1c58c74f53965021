import type { ErrorGroup } from './explanation.js';

/** Errors of the authorization endpoint. */
export const authorization: ErrorGroup = {
  title: 'On the way through the bank',
  words: 'Sent to the redirect URI, together with state and iss.',
  codes: {
    access_denied: {
      title: 'The customer or the bank said no',
      meaning:
        'The customer cancelled, did not pass the sign-in, or did not decide in time. Nothing was shared, and no code was issued.',
      fixes: [
        'Offer to start again; ask nothing of the customer that they did not do.',
        'Do not retry by yourself: a new journey needs the customer.',
      ],
      source: 'RFC 6749 4.1.2.1',
    },
    login_required: {
      title: 'The customer has to sign in',
      meaning:
        'Somebody else signed in than the customer whose permission was to be renewed. Or the request asked for no interaction (prompt=none), and nobody is signed in.',
      fixes: [
        'Start again, and sign in as the customer who gave the permission.',
        'Push the request again without prompt=none.',
      ],
      source: 'OpenID Connect Core 3.1.2.6',
    },
    consent_required: {
      title: 'The customer has to consent',
      meaning: 'The request asked for no interaction (prompt=none), but consent is needed.',
      fixes: ['Push the request again without prompt=none.'],
      source: 'OpenID Connect Core 3.1.2.6',
    },
    interaction_required: {
      title: 'The customer has to do something',
      meaning: 'The request asked for no interaction (prompt=none), but the bank has a question.',
      fixes: ['Push the request again without prompt=none.'],
      source: 'OpenID Connect Core 3.1.2.6',
    },
    account_selection_required: {
      title: 'The customer has to choose',
      meaning: 'The request asked for no interaction, but there is more than one to choose from.',
      fixes: ['Push the request again without prompt=none.'],
      source: 'OpenID Connect Core 3.1.2.6',
    },
    unmet_authentication_requirements: {
      title: 'The asked strength of authentication was not reached',
      meaning: 'The acr that the request calls essential cannot be met for this customer.',
      fixes: ['Ask for an acr value that the bank’s metadata lists in acr_values_supported.'],
      source: 'OpenID Connect Unmet Authentication Requirements',
    },
    server_error: {
      title: 'The server failed',
      meaning: 'Something went wrong that is not your client’s doing.',
      fixes: ['Try again once.', 'Keep the interaction id: it finds the log lines.'],
      source: 'RFC 6749 4.1.2.1',
    },
    temporarily_unavailable: {
      title: 'The server cannot answer right now',
      meaning: 'It is starting, stopping, or its database is away.',
      fixes: ['Wait as long as Retry-After says, then try again.'],
      source: 'RFC 6749 4.1.2.1',
    },
  },
};
