import { inWords } from '@sandbank/consent';
import type { QuestionPage } from '../bank-internal/questions.client.js';
import type { Questions } from './views/index.js';

/** A page of questions in words; `path` is the page they stand on, `before` the question that this page begins after. */
export function questionsInWords(
  page: QuestionPage | undefined,
  path: string,
  before: string | undefined,
): Questions {
  if (page === undefined) return 'unknown';
  return {
    items: page.questions.map(({ At, Amount, Reference, FundsAvailable }) => ({
      at: At,
      amount: inWords(Amount),
      reference: Reference,
      isYes: FundsAvailable,
    })),
    ...(before !== undefined && { newestHref: `${path}#questions` }),
    ...(page.Before !== undefined && { olderHref: `${path}?asked=${page.Before}#questions` }),
  };
}
