import type { Header } from '../api/types.js';

const words: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'Done, nothing to say',
  400: 'Bad request',
  401: 'The token is not good',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not with this method',
  406: 'Not in this form',
  409: 'In conflict with what there is',
  413: 'Too large',
  415: 'Not in this type',
  429: 'Too many calls',
  500: 'An error of the bank',
  503: 'The bank is busy',
};

/** A status code in a few words. */
export const statusWords = (status: number): string =>
  words[status] ?? (status >= 500 ? words[500] : status >= 400 ? 'Refused' : 'Answered') ?? '';

/** Headers as HTTP writes them, one a line. */
export const headerText = (headers: readonly Header[]): string =>
  headers.map(([name, value]) => `${name}: ${value}`).join('\n');
