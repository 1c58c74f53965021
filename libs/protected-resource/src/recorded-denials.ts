import type { OAuthError } from '@sandbank/oauth';
import { RejectionAllowance, type Clock, type Logger } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { AccessDenials } from './access-denials.js';
import type { VerifiedAccess } from './verified-access.js';

/** A call that was turned away, of a token that was the bank's own. */
export interface Denial {
  readonly verified: VerifiedAccess;
  readonly request: FastifyRequest;
  /** Method and route, not the URL. */
  readonly endpoint: string;
  readonly status: number;
  readonly reason: string;
}

/** Which calls that were turned away are told, and how often; where they are kept, the app says. */
export abstract class RecordedDenials extends AccessDenials {
  /** Whoever holds a token of ours is turned away as often as they like, but told of only so often. */
  private readonly allowance = new RejectionAllowance();

  protected constructor(
    protected readonly clock: Clock,
    protected readonly logger: Logger,
  ) {
    super();
  }

  /** Keeps it; may reject when the database does not answer. */
  protected abstract keep(denial: Denial): Promise<void>;

  override async denied(
    request: FastifyRequest,
    { status, error, description }: OAuthError,
  ): Promise<void> {
    const { verifiedAccess: verified } = request;
    // A nonce that is to be taken along is no refusal.
    if (verified === undefined || status < 400 || status >= 500 || error === 'use_dpop_nonce')
      return;
    const client = `${verified.bank} ${verified.claims.clientId}`;
    if (this.allowance.take(client, this.clock.nowSeconds()) === undefined) return;
    const endpoint = `${request.method} ${request.routeOptions.url ?? ''}`;
    const reason = `${error}: ${description}`;
    try {
      await this.keep({ verified, request, endpoint, status, reason });
    } catch (cause) {
      // It is turned away all the same.
      this.logger.warn({ err: cause }, 'a refusal could not be recorded');
    }
  }
}
