import type { OAuthError } from '@sandbank/oauth';
import type { FastifyRequest } from 'fastify';

/** Where an app keeps that a call was turned away; only calls with a token of the bank's own are told. */
export abstract class AccessDenials {
  /** Resolves when it is kept; never rejects. */
  abstract denied(request: FastifyRequest, refusal: OAuthError): Promise<void>;
}

/** For an app that keeps no record of its own. */
export class NoAccessDenials extends AccessDenials {
  async denied(): Promise<void> {
    // Nothing is kept.
  }
}
