import { STATUS_CODES } from 'node:http';
import type { OAuthError } from '@sandbank/oauth';
import { RefusalWriter } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenBankingError, type OpenBankingCode } from './open-banking-error.js';

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

  write(refusal: OAuthError, request: FastifyRequest, reply: FastifyReply): void {
    void reply.status(refusal.status).headers(refusal.headers).header('cache-control', 'no-store');
    if (refusal.status === 401) {
      void reply.send();
      return;
    }
    void reply.type('application/json; charset=utf-8').send(this.body(refusal, request.id));
  }

  private body(refusal: OAuthError, interactionId: string): object {
    const code = codeOf(refusal);
    const path = refusal instanceof OpenBankingError ? refusal.path : undefined;
    return {
      Id: interactionId,
      Code: `${refusal.status} ${(STATUS_CODES[refusal.status] ?? '').replaceAll(' ', '')}`.trim(),
      Message: refusal.description,
      Errors: [
        {
          ErrorCode: code,
          Message: refusal.description,
          ...(path === undefined ? {} : { Path: path }),
          Url: `${this.portalUrl}/errors/${code}`,
        },
      ],
    };
  }
}

function codeOf(refusal: OAuthError): OpenBankingCode {
  if (refusal instanceof OpenBankingError) return refusal.code;
  if (refusal.error === 'insufficient_user_authentication') return 'U028';
  return codeByStatus[refusal.status] ?? 'U000';
}
