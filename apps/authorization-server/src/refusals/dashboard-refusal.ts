import type { OAuthError, OAuthErrorCode } from '@sandbank/oauth';
import { createElement, type ReactElement } from 'react';
import { MessageView } from '../dashboard/views/index.js';

interface Words {
  readonly heading: string;
  readonly explanation: string;
  readonly whatToDo: string;
}

const words: Partial<Record<OAuthErrorCode, Words>> = {
  temporarily_unavailable: {
    heading: 'The bank cannot answer right now',
    explanation: 'A part of the bank did not answer in time. Nothing was changed.',
    whatToDo: 'Wait a moment, then try again.',
  },
  server_error: {
    heading: 'Something went wrong at the bank',
    explanation: 'The step could not be completed.',
    whatToDo: 'Open what you share again and look whether anything has changed.',
  },
};

const notFound: Words = {
  heading: 'There is nothing here',
  explanation: 'The address leads to no bank of this sandbox.',
  whatToDo: 'Look for a mistake in the address.',
};

const notFromThisPage: Words = {
  heading: 'That did not come from a page of yours',
  explanation:
    'The bank takes such a step only from the page that it has shown to you. Nothing was changed.',
  whatToDo: 'Open what you share and try again from there.',
};

/** What a customer reads about a refusal outside any authorization. */
export const dashboardRefusal = (refusal: OAuthError, interactionId: string): ReactElement =>
  createElement(MessageView, {
    ...(words[refusal.error] ?? (refusal.status === 404 ? notFound : notFromThisPage)),
    interactionId,
  });
