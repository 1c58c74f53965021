import { randomUUID } from 'node:crypto';
import {
  defaultAccountAccess,
  type Act,
  type Permission,
  type ResourceConsent,
} from '@sandbank/consent';
import type { AuthorizationDetail } from '@sandbank/oauth';
import { publicJwk, type JwtOverrides } from '@sandbank/testing';
import { calculateJwkThumbprint } from 'jose';
import type { ProtectedApi } from './protected-api.js';

export const accountIds = ['10000001', '10000002'];

/** What one customer gave one client. */
export interface Given {
  readonly slug: string;
  readonly clientId: string;
  readonly customerId: string;
  readonly grantId: string;
  readonly consentId: string;
  readonly accountIds: readonly string[];
  readonly details: Readonly<Record<string, unknown>>;
}

export const act = (api: ProtectedApi): Act => ({
  now: api.clock.now(),
  by: 'operator:spec',
  surface: 'operator',
});

interface Asked {
  readonly slug?: string;
  /** Another type than account access, for one account; nobody looks at the rest of its details. */
  readonly type?: string;
  readonly permissions?: readonly Permission[];
  readonly expiresAt?: Date;
  /** The past that is shared, from and to. */
  readonly window?: readonly [from: string, to: string];
}

const clientId = 'client-tally';
const later = (api: ProtectedApi) => new Date(api.clock.now().getTime() + 600_000);

/** A client asks a customer of the bank for access: for `permissions` instead of the usual, until `expiresAt`. */
export async function clientAsks(api: ProtectedApi, asked: Asked = {}): Promise<Given> {
  const { slug = 'harbour', permissions, expiresAt, window, type } = asked;
  const usual = defaultAccountAccess({ now: api.clock.now(), resourceBase: api.resource(slug) });
  const requested = {
    ...usual,
    ...(type !== undefined && { type }),
    consent: {
      ...usual.consent,
      ...(permissions !== undefined && { Permissions: [...permissions] }),
      ...(expiresAt !== undefined && { ExpirationDateTime: expiresAt.toISOString() }),
      ...(window && { TransactionFromDateTime: window[0], TransactionToDateTime: window[1] }),
    },
  };
  const [consentId, grantId, customerId] = [randomUUID(), randomUUID(), randomUUID()];
  const terms = { bank: slug, clientId, requested, authoriseBy: later(api), act: act(api) };
  await api.consents.createAwaiting([{ ...terms, consentId }]);
  const chosen = type === undefined ? accountIds : accountIds.slice(0, 1);
  const details = { ...requested, ConsentId: consentId, Status: 'AUTH', AccountIds: chosen };
  return { slug, clientId, customerId, grantId, consentId, accountIds: chosen, details };
}

/** A customer of the bank allows what `clientAsks` asks for. */
export async function customerAllows(api: ProtectedApi, asked: Asked = {}): Promise<Given> {
  const given = await clientAsks(api, asked);
  const { grantId, customerId, consentId, details } = given;
  const { ConsentId: _id, Status: _status, AccountIds: _accounts, ...granted } = details;
  await api.consents.authorise({
    ...{ bank: given.slug, clientId, grantId, customerId, claimBy: later(api), act: act(api) },
    scopes: ['openid', 'accounts'],
    consents: [
      { consentId, granted: granted as AuthorizationDetail, accountIds: given.accountIds },
    ],
  });
  await api.consents.claimGrant(grantId, api.clock.now());
  return given;
}

/** The customer of `given` allows what `clientAsks` asked for too, under the same grant. */
export async function customerAdds(api: ProtectedApi, given: Given, asked: Given): Promise<Given> {
  await api.database.query(
    `UPDATE consent.consent SET status = 'AUTHORISED', grant_id = $2, customer_id = $3,
       granted = requested || $4, changed_at = $5 WHERE consent_id = $1`,
    [
      ...[asked.consentId, given.grantId, given.customerId],
      ...[{ AccountIds: asked.accountIds }, api.clock.now()],
    ],
  );
  return { ...asked, grantId: given.grantId, customerId: given.customerId };
}

/** The token that the bank issues for it, with whatever a spec changes. */
export async function tokenFor(
  api: ProtectedApi,
  given: Given,
  overrides: JwtOverrides = {},
): Promise<string> {
  const iat = api.clock.nowSeconds();
  const claims = {
    iss: api.issuer.url(given.slug),
    aud: api.resource(given.slug),
    sub: given.customerId,
    client_id: given.clientId,
    ...{ iat, exp: iat + 300, auth_time: iat, acr: 'urn:sandbank:sca', jti: randomUUID() },
    scope: 'openid accounts',
    grant_id: given.grantId,
    authorization_details: [given.details],
    cnf: { jkt: await calculateJwkThumbprint(publicJwk(api.client.dpopKey)) },
  };
  return api.issuer.token(given.slug, claims, overrides);
}

/** What the handler of the test API answers. */
export interface Seen {
  readonly bank: string;
  readonly clientId: string;
  readonly subject?: string;
  readonly scopes: string[];
  readonly grantId?: string;
  readonly consents: readonly ResourceConsent[];
  readonly consent?: ResourceConsent;
  readonly interactionId: string;
}
