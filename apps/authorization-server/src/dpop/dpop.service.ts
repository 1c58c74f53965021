import { Inject, Injectable } from '@nestjs/common';
import { DpopNonces, type DpopProof } from '@sandbank/crypto';
import { enforce, parseDpopProof } from '@sandbank/fapi-policy';
import { arrivedByMutualTls, type ServerSettings } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
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
   * The path of this request below its issuer, and its URL as `htu` has it: at the listener for mutual TLS that of the
   * alias to which the client sent it (RFC 8705 5).
   */
  targetOf(
    request: FastifyRequest,
    issuer: Issuer,
  ): { readonly path: string; readonly url: string } {
    const path = (request.routeOptions.url ?? '').replace(/^\/:bank/, '');
    const alias = arrivedByMutualTls(request) ? mutualTlsUrl(this.settings, issuer) : undefined;
    return { path, url: `${alias ?? issuer.url}${path}` };
  }

  /** The proof of this request, verified but for its single use; undefined when none was sent. */
  proofOf(request: FastifyRequest, url: string, issuer: Issuer, now: Date): DpopProof | undefined {
    const proof = parseDpopProof(request.headers['dpop']);
    if (proof === undefined) return undefined;
    const nowSeconds = Math.floor(now.getTime() / 1000);
    enforce(issuer.profile.proof, {
      issuer: issuer.url,
      nowSeconds,
      limits: issuer.profile.limits,
      proof,
      method: request.method,
      url,
      nonceIsAccepted: (nonce) => this.nonces.accepts(nonce, nowSeconds),
    });
    return proof;
  }
}
