import type { JwsAlgorithm } from '@sandbank/crypto';
import { invalidRequest, spaceDelimited } from '@sandbank/oauth';
import { parseClaimsParameter, requestedSubjects } from '../claims-parameter.js';
import type { PushContext } from '../contexts.js';
import type { Check } from '../rule.js';
import { isSignedBy } from './signatures.js';

type PushCheck = Check<PushContext>;

export const promptIs =
  (...values: readonly string[]): PushCheck =>
  ({ params }) => {
    const prompts = spaceDelimited(params['prompt']);
    const unknown = prompts.filter((prompt) => !values.includes(prompt));
    if (unknown.length > 0) {
      throw invalidRequest('prompt has a value that is not supported', {
        expected: values,
        received: unknown,
      });
    }
    if (prompts.includes('none') && prompts.length > 1) {
      throw invalidRequest('prompt none stands alone');
    }
  };

export const maxAgeIsSeconds: PushCheck = ({ params }) => {
  const received = params['max_age'];
  if (received === undefined || /^\d{1,9}$/.test(received)) return;
  throw invalidRequest('max_age is a number of seconds', { received });
};

export const acrValuesAreBounded: PushCheck = ({ params, limits }) => {
  if ((params['acr_values'] ?? '').length <= limits.acrValuesLengthMax) return;
  throw invalidRequest('acr_values is too long', { expected: limits.acrValuesLengthMax });
};

export const loginHintIsBounded: PushCheck = ({ params, limits }) => {
  if ((params['login_hint'] ?? '').length <= limits.loginHintLengthMax) return;
  throw invalidRequest('login_hint is too long', { expected: limits.loginHintLengthMax });
};

export const claimsAreWellFormed: PushCheck = ({ params }) => {
  if (params['claims'] !== undefined) parseClaimsParameter(params['claims']);
};

/**
 * A hint must be an ID token that this bank gave this client; that it has expired, or that its key has been
 * retired since, does not matter.
 */
export const idTokenHintIsOurs =
  (...algorithms: readonly JwsAlgorithm[]): PushCheck =>
  ({ idTokenHint, issuerKeys, issuer, client }) => {
    if (idTokenHint === undefined) return;
    const { iss, aud, sub } = idTokenHint.payload;
    const typ = idTokenHint.header.typ?.toLowerCase() ?? 'jwt';
    if (typ !== 'jwt') {
      throw invalidRequest('id_token_hint is another kind of JWT', {
        expected: 'JWT',
        received: typ,
      });
    }
    if (iss !== issuer) {
      throw invalidRequest('id_token_hint is of another issuer', {
        expected: issuer,
        received: iss,
      });
    }
    if (![aud].flat().includes(client.client_id)) {
      throw invalidRequest('id_token_hint was given to another client', {
        expected: client.client_id,
        received: aud,
      });
    }
    if (typeof sub !== 'string') throw invalidRequest('id_token_hint names nobody');
    if (isSignedBy(idTokenHint, issuerKeys, algorithms)) return;
    throw invalidRequest('id_token_hint is not signed with a key of this issuer', {
      received: { kid: idTokenHint.header.kid, alg: idTokenHint.header.alg },
    });
  };

/** Hint and claims may name one customer between them. */
export const subjectIsOne: PushCheck = ({ params, idTokenHint }) => {
  const claims = params['claims'];
  const subjects = new Set([
    ...requestedSubjects(claims === undefined ? undefined : parseClaimsParameter(claims)),
    ...(idTokenHint === undefined ? [] : [String(idTokenHint.payload['sub'])]),
  ]);
  if (subjects.size > 1) throw invalidRequest('id_token_hint and claims name different customers');
};
