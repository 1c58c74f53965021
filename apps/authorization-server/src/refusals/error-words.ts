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

const wordsOfClause: Readonly<Record<string, Words>> = {
  'SP-6.4': {
    heading: 'This request was opened in another browser',
    explanation:
      'For your safety it can be answered only there. It may have been another app on this device, or somebody who got hold of the link.',
    whatToDo:
      'If it was you, go on in the browser in which you opened it first. If not, do nothing here: go back to the app and start again.',
  },
  'SP-6.4-cookie': {
    heading: 'This step belongs to another browser',
    explanation:
      'The bank knows your browser by a cookie, and yours sent none. It may have been opened elsewhere, or the browser keeps no cookies.',
    whatToDo:
      'Go back to the app and start again. If this page comes back, let your browser keep cookies of this bank.',
  },
};

/** What a customer reads about a refusal that cannot go back to the app. */
export function errorWords(refusal: OAuthError): Words {
  return (
    wordsOfClause[refusal.clause ?? ''] ??
    words[refusal.error] ?? {
      heading: 'The bank cannot go on with this request',
      explanation: `${refusal.description.charAt(0).toUpperCase()}${refusal.description.slice(1)}.`,
      whatToDo: again,
    }
  );
}
