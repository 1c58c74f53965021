import { OAuthError } from '@sandbank/oauth';
import type { Problem } from '@sandbank/platform';

const problemsMax = 50;

/** Everything that is wrong with the metadata of a client: told in the answer, beside its one error code. */
export class MetadataProblems extends Error {
  override readonly name = 'MetadataProblems';

  constructor(readonly problems: readonly Problem[]) {
    super('the metadata of the client cannot be registered');
  }
}

/** The refusal of metadata, with the code of RFC 7591 3.2.2 and every problem in words. */
export function refusedMetadata(problems: readonly Problem[]): OAuthError {
  const told = problems.slice(0, problemsMax);
  const isOfRedirects = told.some(({ error }) => error === 'invalid_redirect_uri');
  const words = told.map(({ member, message }) => (member ? `${member}: ${message}` : message));
  return new OAuthError(
    isOfRedirects ? 'invalid_redirect_uri' : 'invalid_client_metadata',
    words.join('; '),
    { received: words, cause: new MetadataProblems(told) },
  ).citing('RFC7591-3.2.2');
}

/** A problem of one member. */
export const problem = (member: string, message: string): Problem => ({
  ...{ member, message, error: 'invalid_client_metadata' },
});
