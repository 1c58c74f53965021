import { Inject, Injectable } from '@nestjs/common';
import type { Permission } from '@sandbank/consent';
import { DpopNonces, jwsAlgorithms, type DecodedJws, type DpopProof } from '@sandbank/crypto';
import { enforce, isSignedBy, parseDpopProof } from '@sandbank/fapi-policy';
import { traceTo } from '@sandbank/oauth';
import {
  arrivedByMutualTls,
  Clock,
  presentedCertificate,
  replayMark,
  type ReplayMark,
} from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { accessTokenClaims, tokenReference } from './access-token-claims.js';
import { AccessTokens } from './access-tokens.js';
import { accessRules } from './access-rules.js';
import { AccessStore } from './access.store.js';
import type { PresentedToken } from './credentials.js';
import { IssuerKeys } from './issuer-keys.js';
import {
  PROTECTED_RESOURCE,
  resourceIdentifier,
  type ProtectedResourceOptions,
  type ResourceBank,
} from './protected-resource.options.js';
import type { AuthenticationRequirement } from './requirements.js';
import type { ResourceAuthorization } from './resource-authorization.js';
import { grants, usableConsents } from './usable-consents.js';
import { verifiedAccess } from './verified-access.js';

/** One call of a protected resource, and what the route asks for. */
export interface ProtectedCall {
  readonly request: FastifyRequest;
  readonly path: string;
  readonly bank: ResourceBank;
  readonly presented: PresentedToken;
  readonly scope: string | undefined;
  /** One of each list is needed. */
  readonly permissions: readonly (readonly Permission[])[] | undefined;
  readonly consentType: string | undefined;
  readonly acceptsUsedConsent: boolean;
  readonly authentication: AuthenticationRequirement | undefined;
}

/** Decides whether a call may pass: token, proof, then one look at the database. */
@Injectable()
export class ResourceAccess {
  constructor(
    @Inject(PROTECTED_RESOURCE) private readonly options: ProtectedResourceOptions,
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(IssuerKeys) private readonly keys: IssuerKeys,
    @Inject(AccessStore) private readonly store: AccessStore,
    @Inject(DpopNonces) private readonly nonces: DpopNonces,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** @throws OAuthError of RFC 6750 or RFC 9449 with the clause that refused. */
  async authorise(call: ProtectedCall): Promise<ResourceAuthorization> {
    const { request, bank, scope, permissions, consentType, acceptsUsedConsent } = call;
    const token = this.tokens.decode(call.presented.accessToken);
    const proof = await this.verify(call, token);
    const claims = accessTokenClaims(token);
    const mark = proof && this.markOf(proof, bank);
    const { isFirstUse, standing, circumstances } = await this.store.record(
      mark,
      tokenReference(bank.slug, token),
    );
    const required = { scope, permissions, consentType, acceptsUsedConsent };
    const usable = usableConsents(standing, claims, required);
    enforce(accessRules, {
      ...{ bank: bank.slug, claims, isFirstUse, standing, consents: usable, ...required },
      ...{ authentication: call.authentication, nowSeconds: this.clock.nowSeconds() },
    });
    const { clientId, subject, scopes, grantId } = claims;
    const consents = usable.filter((consent) => grants(consent, permissions ?? []));
    return {
      ...{ bank: bank.slug, clientId, subject, scopes, grantId, consents, consent: consents[0] },
      ...{ interactionId: request.id, baseUrl: this.baseUrlOf(request), circumstances },
    };
  }

  /** What needs no database: the token, its binding, and the proof, which a token bound to a certificate goes without. */
  private async verify(call: ProtectedCall, token: DecodedJws): Promise<DpopProof | undefined> {
    const { request, bank, path, presented } = call;
    const { profile, issuer } = bank;
    const issuerKeys = await this.keys.keysOf(issuer, token.header.kid);
    // Only a token that the bank signed tells whose refusal this is; the rule below finds the signature verified.
    if (isSignedBy(token, issuerKeys, jwsAlgorithms)) {
      noteClient(request, token);
      request.verifiedAccess = verifiedAccess(token, bank, this.options);
      traceTo({ grantId: request.verifiedAccess.claims.grantId });
      this.tokens.rememberVerified(presented.accessToken, token);
    }
    const nowSeconds = this.clock.nowSeconds();
    const proof = parseDpopProof(request.headers['dpop']);
    const shown = presentedCertificate(request);
    const context = {
      ...{ issuer, nowSeconds, limits: profile.limits, issuerKeys, token, proof, ...presented },
      certificate: shown?.certificate,
      disowned: shown?.disowned,
      method: request.method,
      url: this.baseUrlOf(request) + path,
      audience: [resourceIdentifier(this.options, bank.slug), ...(bank.audiences ?? [])],
      nonceIsAccepted: (nonce: string) => this.nonces.accepts(nonce, nowSeconds),
    };
    enforce(profile.resource, context);
    if (proof !== undefined) enforce(profile.proof, { ...context, proof });
    return proof;
  }

  /** What the client called, and so wrote into `htu`. */
  private baseUrlOf(request: FastifyRequest): string {
    const { baseUrl, mutualTlsUrl = baseUrl } = this.options;
    return arrivedByMutualTls(request) ? mutualTlsUrl : baseUrl;
  }

  /** A key's `jti` is remembered until its proof is too old to pass again (RFC 9449 11.1). */
  private markOf({ claims, thumbprint }: DpopProof, { profile }: ResourceBank): ReplayMark {
    const { jti = '', iat = 0 } = claims;
    const expiresAtSeconds = Math.ceil(iat) + profile.limits.dpopProofSecondsMax + 1;
    return replayMark(['dpop', thumbprint, jti], expiresAtSeconds);
  }
}

function noteClient(request: FastifyRequest, { payload }: DecodedJws): void {
  if (typeof payload['client_id'] === 'string') request.clientId = payload['client_id'];
}
