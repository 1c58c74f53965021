import type { Problem } from '@sandbank/platform';
import type { z } from 'zod';

/** An error code of RFC 7591 3.2.2. */
type RegistrationErrorCode = 'invalid_redirect_uri' | 'invalid_client_metadata';

/** The problems of client metadata with RFC 7591's codes; `place` tells one client of several. */
export const metadataProblems = (error: z.ZodError, place: string): Problem[] =>
  error.issues.map(({ path, message }) => {
    const code: RegistrationErrorCode =
      path[0] === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata';
    return { member: `${place}${path.join('.')}`, message, error: code };
  });
