import {
  accountAccessTypeName,
  fundsConfirmationTypeName,
  revokedTokenValues,
  revokeTokenSql,
} from '@sandbank/consent';
import { statement } from '@sandbank/platform';
import type { Harness } from '../harness.js';
import { agreed, asked, claimsOf, type Agreement } from './agreements.js';

type Claims = Readonly<Record<string, unknown>>;

/** How it comes about for a consent of the type: the agreement, and the claims of a token that stands for it. */
type Situation = (bank: Harness, type: string) => Promise<{ agreement: Agreement; claims: Claims }>;

type Change = (bank: Harness, agreement: Agreement) => Promise<unknown>;

/** A token for what was agreed, and what happens afterwards. */
const after =
  (change: Change, begin = agreed): Situation =>
  async (bank, type) => {
    const agreement = await begin(bank, type);
    await change(bank, agreement);
    return { agreement, claims: claimsOf(agreement) };
  };

const act = (bank: Harness) =>
  ({ now: bank.clock.now(), by: 'operator:spec', surface: 'operator' }) as const;

/** The clock has passed a moment that nothing wrote down; the guards of the table are put aside for it. */
const unguarded =
  (change: string): Change =>
  (bank, { consentId, grantId }) =>
    bank.test.query(
      `WITH aside AS (SELECT set_config('session_replication_role', 'replica', true)),
         named AS (SELECT $1::uuid AS consent_id, $2::uuid AS grant_id, $3::timestamptz AS now)
       ${change}`,
      [consentId, grantId, bank.clock.now()],
    );
const ofConsent = (set: string) =>
  unguarded(`UPDATE consent.consent c SET ${set} FROM aside, named
    WHERE c.consent_id = named.consent_id AND named.grant_id IS NOT NULL`);
const ofGrant = (set: string) =>
  unguarded(`UPDATE consent."grant" g SET ${set} FROM aside, named
    WHERE g.grant_id = named.grant_id AND named.consent_id IS NOT NULL`);

/** A token of an agreement in force that names another consent, which its customer never agreed to. */
const unanswered =
  (change: Change): Situation =>
  async (bank, type) => {
    const [agreement, open] = [await agreed(bank, type), await asked(bank, type)];
    await change(bank, open);
    return { agreement: open, claims: claimsOf({ ...agreement, consentId: open.consentId }) };
  };

const withClaims =
  (changes: (bank: Harness, agreement: Agreement) => Claims): Situation =>
  async (bank, type) => {
    const agreement = await agreed(bank, type);
    return { agreement, claims: { ...claimsOf(agreement), ...changes(bank, agreement) } };
  };

const tokenRevoked: Situation = async (bank, type) => {
  const agreement = await agreed(bank, type);
  const claims = claimsOf(agreement);
  const expiresAtSeconds = bank.clock.nowSeconds() + 300;
  await bank.test
    .connect('authorizationServer', 1)
    .query(
      statement('spec.revoke', revokeTokenSql(1)),
      revokedTokenValues({ issuer: bank.issuer, jti: claims.jti, expiresAtSeconds }),
    );
  return { agreement, claims };
};

const clientWithdrawn = after((bank, { clientId }) =>
  bank.test.query(`INSERT INTO consent.withdrawn_client VALUES ('harbour', $1)`, [clientId]),
);

const itself = { grant_id: undefined, authorization_details: undefined };
const everyScope = 'accounts payments fundsconfirmations rejections';

/** Every state of a consent, its grant, its token and its client. */
export const situations = {
  AUTHORISED: after(async () => undefined),
  AWAITING_AUTHORISATION: unanswered(async () => undefined),
  REJECTED: unanswered((bank, { consentId }) => bank.consents.reject(consentId, act(bank))),
  SUSPENDED: after((bank, { consentId }) => bank.consents.suspend(consentId, act(bank))),
  REVOKED: after((bank, { consentId }) => bank.consents.revoke(consentId, act(bank))),
  EXPIRED: after((bank, { consentId }) => bank.consents.expire(consentId, act(bank))),
  CONSUMED: after((bank, { consentId }) => bank.consents.consume(consentId, act(bank))),
  'expired by the clock': after(ofConsent('expires_at = now')),
  'not authenticated again in time': after(ofConsent('reauthenticate_by = now')),
  'grant UNCLAIMED': after(ofGrant(`status = 'UNCLAIMED'`)),
  'grant REVOKED': after((bank, { grantId }) => bank.consents.revokeGrant(grantId, act(bank))),
  'grant EXPIRED': after(ofGrant(`status = 'EXPIRED'`)),
  'grant expired by the clock': after(ofGrant('expires_at = now')),
  'token revoked': tokenRevoked,
  'token expired': withClaims(({ clock }) => ({
    ...{ iat: clock.nowSeconds() - 400, exp: clock.nowSeconds() - 100 },
  })),
  'client withdrawn': clientWithdrawn,
  'token without details': withClaims(() => ({ authorization_details: undefined })),
  'token of another type': async (bank, type) => {
    const other =
      type === accountAccessTypeName ? fundsConfirmationTypeName : accountAccessTypeName;
    return {
      agreement: await agreed(bank, type),
      claims: claimsOf(await agreed(bank, other)),
    };
  },
  'token of the client’s own': withClaims((_bank, { clientId }) => ({
    ...{ sub: clientId, ...itself, scope: everyScope },
  })),
  'own token of a withdrawn client': async (bank, type) => {
    const { agreement } = await clientWithdrawn(bank, type);
    const { clientId } = agreement;
    const claims = { sub: clientId, client_id: clientId, ...itself, scope: everyScope };
    return { agreement, claims };
  },
} as const satisfies Record<string, Situation>;

export type SituationName = keyof typeof situations;
export const situationNames = Object.keys(situations) as SituationName[];
