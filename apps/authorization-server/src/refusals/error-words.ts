import type { OAuthError, OAuthErrorCode } from '@sandbank/oauth';

interface Words {
  readonly heading: string;
  readonly explanation: string;
  readonly whatToDo: string;
}

const again = 'Go back to the app and start again.';

const words: Partial<Record<OAuthErrorCode, Words>> = {
  invalid_request_uri: {
    heading: 'This request has ended',
    explanation: 'It was answered already, or the link the app gave you is too old.',
    // An answer that was given stands, so nothing is said about what was shared.
    whatToDo: 'Go back to the app: it shows the result, or lets you start again.',
  },
  temporarily_unavailable: {
    heading: 'The bank cannot answer right now',
    explanation: 'A part of the bank did not answer in time.',
    whatToDo: 'Wait a moment, then reload this page.',
  },
  server_error: {
    heading: 'Something went wrong at the bank',
    explanation: 'The step could not be completed.',
    whatToDo: again,
  },
};

/** What a customer reads about a refusal that cannot go back to the app. */
export function errorWords(refusal: OAuthError): Words {
  return (
    words[refusal.error] ?? {
      heading: 'The bank cannot go on with this request',
      explanation: `${refusal.description.charAt(0).toUpperCase()}${refusal.description.slice(1)}.`,
      whatToDo: again,
    }
  );
}
