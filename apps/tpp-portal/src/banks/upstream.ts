import { isUuid } from '@sandbank/platform';
import * as openid from 'openid-client';
import { BodyTooLarge } from '../flow/bounded-body.js';
import { PortalError, type UpstreamAnswer } from '../portal-error.js';
import { CheckFailed } from './checking.js';
import { NoAnswer } from './tls-fetch.js';

const interactionIdOf = (response: Response): string | undefined => {
  const id = response.headers.get('x-fapi-interaction-id');
  return isUuid(id) ? id : undefined;
};

/** What a failed call to a bank means for the journey. */
export interface UpstreamFailure extends UpstreamAnswer {
  /** `unavailable`: no usable answer; `refused`: an error of the protocol; `untrusted`: an answer that failed a check. */
  readonly kind: 'unavailable' | 'refused' | 'untrusted';
  /** An OAuth error code, or a code of the client's own when the bank sent none. */
  readonly error: string;
  readonly errorDescription: string;
}

/** Reads an error of openid-client, a failed check or a broken connection; undefined for a fault of our own. */
export function upstreamFailure(thrown: unknown): UpstreamFailure | undefined {
  if (thrown instanceof openid.AuthorizationResponseError) {
    return {
      kind: 'refused',
      error: thrown.error,
      errorDescription: thrown.error_description ?? 'The bank ended the request.',
    };
  }
  if (thrown instanceof openid.ResponseBodyError) {
    return {
      kind: 'refused',
      status: thrown.status,
      error: thrown.error,
      errorDescription: thrown.error_description ?? 'The bank refused the request.',
      interactionId: interactionIdOf(thrown.response),
    };
  }
  if (thrown instanceof openid.WWWAuthenticateChallengeError) {
    const [challenge] = thrown.cause;
    return {
      kind: 'refused',
      status: thrown.status,
      error: challenge?.parameters['error'] ?? 'invalid_token',
      errorDescription: challenge?.parameters['error_description'] ?? 'The bank refused the token.',
      interactionId: interactionIdOf(thrown.response),
    };
  }
  if (thrown instanceof PortalError) {
    return {
      error: thrown.code,
      errorDescription: thrown.message,
      ...definedOf(thrown.detail.upstream ?? {}),
      kind: thrown.code === 'bank_unavailable' ? 'unavailable' : 'refused',
    };
  }
  if (thrown instanceof CheckFailed) {
    return untrusted(thrown.message);
  }
  if (thrown instanceof openid.ClientError) {
    return transportFailure(thrown.cause) ?? clientError(thrown);
  }
  return transportFailure(thrown);
}

const definedOf = (
  answer: UpstreamAnswer,
): { [K in keyof UpstreamAnswer]: UpstreamAnswer[K] & {} } =>
  Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== undefined));

/** What went wrong below HTTP; openid-client passes some of it on as it is and wraps the rest. */
function transportFailure(thrown: unknown): UpstreamFailure | undefined {
  if (thrown instanceof BodyTooLarge) return unavailable('The bank’s answer was too large.');
  if (thrown instanceof NoAnswer) {
    return isAboutCertificates(thrown)
      ? untrusted(
          'The certificate of the bank’s server is not for this host, or nobody known vouches for it.',
        )
      : unavailable('The bank did not answer.');
  }
  if (codeOf(thrown) === 'ABORT_ERR') return unavailable('The bank took too long to answer.');
  // The connection broke in the middle of a body.
  return brokenCodes.has(codeOf(thrown)) ? unavailable('The bank stopped answering.') : undefined;
}

const brokenCodes = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'HPE_INVALID_CHUNK_SIZE']);

const codeOf = (thrown: unknown): string => String((thrown as { code?: unknown } | null)?.code);

const isAboutCertificates = ({ code = '' }: NoAnswer): boolean =>
  /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME|ISSUER/.test(code);

const untrusted = (errorDescription: string): UpstreamFailure => ({
  kind: 'untrusted',
  error: 'untrusted_response',
  errorDescription,
});

const unavailable = (errorDescription: string): UpstreamFailure => ({
  kind: 'unavailable',
  error: 'bank_unavailable',
  errorDescription,
});

const transportCodes = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT']);
const unreadableCodes = new Set([
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

function clientError(thrown: openid.ClientError): UpstreamFailure {
  const code = thrown.code ?? '';
  if (transportCodes.has(code)) return unavailable('The bank took too long to answer.');
  if (unreadableCodes.has(code)) return unavailable('The bank’s answer could not be read.');
  const cause = thrown.cause instanceof Error ? `: ${thrown.cause.message}` : '';
  return untrusted(`The client stopped: ${thrown.message}${cause}`.slice(0, 300));
}
