import { Inject, Injectable } from '@nestjs/common';
import {
  enrichedDetails,
  GrantStore,
  type GrantedClaims,
  type GrantedConsent,
  type GrantUpdater,
  type HeldGrant,
} from '@sandbank/consent';
import type { AuthorizationDetail } from '@sandbank/oauth';
import { Clock, isUuid } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import type { Issuer } from '../issuer/issuer.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { userInfoResource, userInfoScopes } from '../userinfo/userinfo-resource.js';
import { anothersGrant, noSuchGrant } from './grant-refusals.js';

/** What a client holds through a grant (GM-6.4); times in seconds since 1970, never a token. */
export interface GrantResponse {
  readonly scopes: readonly { readonly scope: string; readonly resource: readonly string[] }[];
  readonly claims: readonly string[];
  readonly authorization_details: readonly AuthorizationDetail[];
  readonly created_at: number;
  /** The name in the text of GM-6.4, and the one in its examples. */
  readonly last_updated: number;
  readonly last_updated_at: number;
  /** When the last permission in it ends; absent where one has no end. */
  readonly expires_at?: number;
  readonly updated_by: GrantUpdater;
}

/** Tells a client what one of its grants holds now (GM-6.4). */
@Injectable()
export class GrantQueryService {
  constructor(
    @Inject(GrantStore) private readonly grants: GrantStore,
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Throws 404 where there is no such grant, 403 where it is another client's (GM-6.6). */
  async query({ bank, clientId }: ResourceAuthorization, grantId: string): Promise<GrantResponse> {
    const issuer = await this.issuers.get(bank);
    const grant = isUuid(grantId)
      ? await this.grants.find(bank, grantId, this.clock.now())
      : undefined;
    if (grant !== undefined && grant.clientId !== clientId) throw anothersGrant();
    if (grant?.status !== 'ACTIVE') throw noSuchGrant();
    return responseOf(issuer, grant);
  }
}

function responseOf(issuer: Issuer, grant: HeldGrant): GrantResponse {
  // What is suspended is held still: its Status tells so.
  const held = grant.consents.filter(({ status }) => ['AUTHORISED', 'SUSPENDED'].includes(status));
  const lastUpdated = seconds(grant.lastUpdatedAt);
  const end = endOf(held);
  return {
    scopes: scopesOf(issuer, grant.scopes),
    claims: claimNames(grant.claims),
    authorization_details: enrichedDetails(held),
    created_at: seconds(grant.createdAt),
    last_updated: lastUpdated,
    last_updated_at: lastUpdated,
    ...(end !== undefined && { expires_at: seconds(end) }),
    updated_by: grant.updatedBy,
  };
}

/** The scopes by the resource that they open. */
function scopesOf(issuer: Issuer, scopes: readonly string[]): GrantResponse['scopes'] {
  const isOfUserInfo = (scope: string): boolean => userInfoScopes.includes(scope);
  const groups = [
    { of: scopes.filter((scope) => !isOfUserInfo(scope)), resource: [issuer.resourceBase] },
    { of: scopes.filter(isOfUserInfo), resource: [userInfoResource(issuer)] },
  ];
  return groups
    .filter(({ of }) => of.length > 0)
    .map(({ of, resource }) => ({ scope: of.join(' '), resource }));
}

/** Names alone: what was asked of a claim may say who the customer is. */
function claimNames(claims: GrantedClaims | undefined): string[] {
  const parts = Object.values(claims ?? {}).filter((part) => typeof part === 'object');
  return [...new Set(parts.flatMap((part) => Object.keys(part ?? {})))];
}

function endOf(held: readonly GrantedConsent[]): Date | undefined {
  const ends = held.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [expiresAt]));
  if (ends.length === 0 || ends.length < held.length) return undefined;
  return ends.reduce((last, end) => (end > last ? end : last));
}

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
