import { Inject, Injectable } from '@nestjs/common';
import { DpopNonces, type DpopProof } from '@sandbank/crypto';
import { enforce, parseDpopProof } from '@sandbank/fapi-policy';
import { arrivedByMutualTls, type ServerSettings } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import type { AuthenticatedClient } from '../client-authentication/client-authentication.strategy.js';
import { keyFor, mutualTlsUrl, SETTINGS } from '../config.js';
import type { Issuer } from '../issuer/issuer.js';

// One is handed out for a minute and taken for two to three: old enough for a client's next request, and a proof made in
// advance is of no use for longer (RFC 9449 8, 11.2).
const noncePeriodSeconds = 60;
const noncePeriodsAccepted = 3;

/** DPoP at the authorization server: nonces that every process knows, and proofs verified in full. */
@Injectable()
export class DpopService {
  private readonly nonces: DpopNonces;

  constructor(@Inject(SETTINGS) private readonly settings: ServerSettings) {
    this.nonces = new DpopNonces(keyFor(settings, 'dpop-nonce'), {
      periodSeconds: noncePeriodSeconds,
      periodsAccepted: noncePeriodsAccepted,
    });
  }

  /** The nonce to hand out now (RFC 9449 8). */
  nonce(now: Date): string {
    return this.nonces.current(now.getTime() / 1000);
  }

  /**
   * The proof of this request, verified but for its single use, and the path below the issuer for which it was made;
   * no proof when none was sent. Throws for a client whose tokens are bound to its certificate (IA-2.3).
   */
  proofOf(
    request: FastifyRequest,
    { issuer, params, client, now }: AuthenticatedClient,
  ): { readonly proof: DpopProof | undefined; readonly path: string } {
    const nowSeconds = Math.floor(now.getTime() / 1000);
    const policy = { issuer: issuer.url, nowSeconds, limits: issuer.profile.limits };
    const header = request.headers['dpop'];
    const dpopHeader = header !== undefined;
    enforce(issuer.profile.constraint, { ...policy, params, client: client.metadata, dpopHeader });
    const path = (request.routeOptions.url ?? '').replace(/^\/:bank/, '');
    const proof = parseDpopProof(header);
    if (proof === undefined) return { proof, path };
    enforce(issuer.profile.proof, {
      ...policy,
      proof,
      method: request.method,
      url: `${this.baseUrlOf(request, issuer)}${path}`,
      nonceIsAccepted: (nonce) => this.nonces.accepts(nonce, nowSeconds),
    });
    return { proof, path };
  }

  /** What the client called, and so wrote into `htu`: at the listener for mutual TLS it is the alias (RFC 8705 5). */
  private baseUrlOf(request: FastifyRequest, issuer: Issuer): string {
    const alias = arrivedByMutualTls(request) ? mutualTlsUrl(this.settings, issuer) : undefined;
    return alias ?? issuer.url;
  }
}
