import { OAuthError, type RefusalEvidence } from '@sandbank/oauth';

/** Error codes of Open Banking v4.0 that this API sends, in its own words. */
export const openBankingCodes = {
  U000: 'unexpected error',
  U002: 'a field has an invalid value',
  U003: 'a date is invalid',
  U004: 'a field is missing',
  U005: 'a field is not expected',
  U006: 'a header is invalid',
  U008: 'the consent does not cover the request',
  U009: 'the consent is in another state',
  U011: 'the resource was not found',
  U014: 'a limit would be broken',
  U028: 'the customer must authenticate again',
  U029: 'there is one already',
} as const;

export type OpenBankingCode = keyof typeof openBankingCodes;

/** A refusal in Open Banking's terms: `path` names the parameter, header or field at fault. */
export class OpenBankingError extends OAuthError {
  constructor(
    readonly code: OpenBankingCode,
    description: string,
    readonly path?: string,
    evidence: RefusalEvidence = {},
  ) {
    super(evidence.status === 403 ? 'insufficient_scope' : 'invalid_request', description, {
      ...evidence,
    });
  }
}

type Maker = (description: string, path: string, received?: unknown) => OpenBankingError;

const maker =
  (code: OpenBankingCode, status: number): Maker =>
  (description, path, received) =>
    new OpenBankingError(code, description, path, { status, received });

/** 400: a parameter is not what it must be. */
export const invalidField = maker('U002', 400);
/** 400: a date or a span of dates is not what it must be. */
export const invalidDate = maker('U003', 400);
/** 400: a field that must be there is not. */
export const missingField = maker('U004', 400);
/** 400: a field that nobody knows. */
export const unexpectedField = maker('U005', 400);
/** 400: a header is not what it must be. */
export const invalidHeader = maker('U006', 400);
/** 400, not 404: the resource id names nothing at this bank. */
export const unknownResource = maker('U011', 400);
/** 403: there is such a resource, but the consent does not cover it. */
export const notCovered = maker('U008', 403);
/** 400: what is asked is not what the customer agreed to. */
export const consentDiffers = maker('U008', 400);
/** 400: the consent was used, or has ended. */
export const wrongConsentStatus = maker('U009', 400);
/** 400: the account cannot bear it. */
export const brokenLimits = maker('U014', 400);
/** 409: there is one already, and there may be no other. */
export const duplicate = maker('U029', 409);
/** 406: the caller accepts no representation that there is. */
export const notAcceptable = maker('U006', 406);
/** 415: the caller sent a content type that is not understood. */
export const unsupportedContent = maker('U006', 415);
/** 429: the client calls more often than the bank takes; `expected` is the limit, the wait is in seconds. */
export const tooManyCalls = (expected: string, retryAfterSeconds: number): OpenBankingError =>
  new OpenBankingError('U014', 'there are too many calls', undefined, {
    ...{ status: 429, expected },
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
