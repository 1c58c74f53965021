import type { OAuthError } from '@sandbank/oauth';
import { RefusalWriter } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorBody } from './error-body.js';
import { OpenBankingError, unknownResource, type OpenBankingCode } from './open-banking-error.js';

// What a refusal that is not of our own making means in Open Banking's codes.
const codeByStatus: Readonly<Record<number, OpenBankingCode>> = {
  400: 'U002',
  403: 'U008',
  404: 'U011',
  406: 'U006',
  414: 'U002',
  415: 'U006',
  431: 'U006',
};

/** The error body of the Open Banking Read/Write API; a 401 has none, its challenge says it all. */
export class OpenBankingRefusalWriter extends RefusalWriter {
  constructor(private readonly portalUrl: string) {
    super();
  }

  write(thrown: OAuthError, request: FastifyRequest, reply: FastifyReply): void {
    const lacking = lackingResourceId(thrown, request);
    const refusal =
      lacking === undefined ? thrown : unknownResource('the resource id is missing', lacking);
    void reply
      .status(refusal.status)
      .headers({ ...challengeOf(refusal), ...refusal.headers })
      .header('cache-control', 'no-store');
    if (refusal.status === 401) {
      void reply.send();
      return;
    }
    void reply.type('application/json; charset=utf-8').send(this.bodyOf(refusal, request.id));
  }

  /** The body for a request so broken that no route sees it. */
  malformed(interactionId: string, status: number): object {
    return errorBody({
      ...{ interactionId, status, portalUrl: this.portalUrl },
      code: codeByStatus[status] ?? 'U000',
      message: 'the request is malformed',
    });
  }

  private bodyOf(refusal: OAuthError, interactionId: string): object {
    return errorBody({
      ...{ interactionId, portalUrl: this.portalUrl },
      status: refusal.status,
      code: codeOf(refusal),
      message: refusal.description,
      path: refusal instanceof OpenBankingError ? refusal.path : undefined,
    });
  }
}

function codeOf(refusal: OAuthError): OpenBankingCode {
  if (refusal instanceof OpenBankingError) return refusal.code;
  if (refusal.error === 'insufficient_user_authentication') return 'U028';
  return codeByStatus[refusal.status] ?? 'U000';
}

/** The router takes an empty path parameter for an unknown path; to Open Banking it is a bad resource id. */
function lackingResourceId({ status }: OAuthError, request: FastifyRequest): string | undefined {
  const { url, method } = request;
  if (status !== 404 && (status !== 405 || method !== 'GET')) return undefined;
  if (/\/aisp\/accounts\/(?:\/[^?]*)?(?:\?|$)/.test(url)) return 'AccountId';
  if (/\/aisp\/accounts\/[^/?]+\/statements\/(?:\/[^?]*)?(?:\?|$)/.test(url)) return 'StatementId';
  if (/\/[a-z-]+-consents\/(?:\/[^?]*)?(?:\?|$)/.test(url)) return 'ConsentId';
  const [, orders] = /\/pisp\/([a-z-]+)\/(?:\?|$)/.exec(url) ?? [];
  return orders === undefined ? undefined : orderIds[orders];
}

const orderIds: Readonly<Record<string, string>> = {
  'domestic-payments': 'DomesticPaymentId',
  'domestic-scheduled-payments': 'DomesticScheduledPaymentId',
  'domestic-standing-orders': 'DomesticStandingOrderId',
  'domestic-vrps': 'DomesticVRPId',
};

/** A 403 tells by a challenge too that another token is needed (RFC 6750 3). */
const challengeOf = (refusal: OAuthError): Record<string, string> =>
  refusal.status === 403
    ? {
        'www-authenticate': `DPoP error="insufficient_scope", error_description="${refusal.description}"`,
      }
    : {};
