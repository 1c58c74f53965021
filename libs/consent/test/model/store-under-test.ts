import { createHash, randomUUID } from 'node:crypto';
import { statement, type Database } from '@sandbank/platform';
import type { TestDatabase } from '@sandbank/testing';
import type { AuthorizationDetail } from '@sandbank/oauth';
import {
  ConsentStore,
  consumePaymentSql,
  GrantStore,
  isSpentConsent,
  RenewalStore,
  type Act,
  type Approval,
  type Renewal,
} from '../../src/index.js';
import { customerId, details } from '../consents.js';
import { paymentDetails } from '../payments.js';
import type { ConsentSlot, GrantSlot, Step } from './steps.js';
import {
  authoriseWithinMs,
  claimWithinMs,
  consentLivesMs,
  grantLivesMs,
  isPayment,
  signInCountsMs,
  type Answer,
} from './world.js';

const grantOf = statement(
  'model.grant_of',
  'SELECT grant_id FROM consent.consent WHERE consent_id = $1',
);

const withdraw = statement(
  'model.withdraw',
  `SELECT consent.withdraw_consent($1, 'harbour', 'client-tally', $2, $3) AS done`,
);

const pay = statement(
  'model.pay',
  `SELECT ${consumePaymentSql('$1::uuid', '$2::timestamptz', '$3::uuid')} AS consent_id`,
);

/** The two servers' ways to the store, of which each run of the model has names of its own. */
export class StoreUnderTest {
  private readonly run = randomUUID();
  private readonly store: ConsentStore;
  private readonly grants: GrantStore;
  private readonly renewals: RenewalStore;
  private readonly authorizationServer: Database;
  private readonly resourceServer: Database;

  constructor({ authorizationServer, resourceServer }: Pools) {
    this.store = new ConsentStore(authorizationServer);
    this.grants = new GrantStore(authorizationServer);
    this.renewals = new RenewalStore(authorizationServer, this.grants);
    this.authorizationServer = authorizationServer;
    this.resourceServer = resourceServer;
  }

  /** The same name has the same id in one run, and another in every other run. */
  id(slot: ConsentSlot | GrantSlot): string {
    const hex = createHash('sha256').update(`${this.run} ${slot}`).digest('hex');
    return [8, 12, 16, 20, 32].map((end, at) => hex.slice([0, 8, 12, 16, 20][at], end)).join('-');
  }

  async take(step: Step, now: Date): Promise<Answer> {
    const act = actAt(now);
    switch (step.do) {
      case 'create':
        await this.create(step.consent, now);
        return undefined;
      case 'approve':
        return this.approve(step, now);
      case 'reject':
      case 'revoke':
      case 'suspend':
      case 'resume':
      case 'consume':
      case 'expire':
        return this.store[step.do](this.id(step.consent), act);
      case 'renew':
        return this.renew(step, now);
      case 'withdraw':
        return this.withdraw(step.consent, now);
      case 'pay':
        return this.pay(step.consent, now);
      case 'claim':
        return this.store.claimGrant(this.id(step.grant), now);
      case 'revokeGrant':
        return this.store.revokeGrant(this.id(step.grant), act);
      case 'sweep':
        // Other runs share the tables: how many ended is not this run's to know.
        await this.store.expireDue(now);
        return undefined;
      case 'wait':
        return undefined;
    }
  }

  private async create(slot: ConsentSlot, now: Date): Promise<void> {
    await this.store.createAwaiting([
      {
        consentId: this.id(slot),
        ...parties,
        requested: requestedIn(slot, now),
        authoriseBy: after(now, authoriseWithinMs),
        act: { now, by: 'client:client-tally', surface: 'pushed-request' },
      },
    ]);
  }

  private approve(step: Step & { do: 'approve' }, now: Date): Promise<boolean> {
    const grantId = this.id(step.grant);
    const approval: Approval = {
      ...parties,
      action: step.action,
      grantId,
      scopes: ['accounts'],
      claimBy: after(now, claimWithinMs),
      grantExpiresAt: step.grantEnds ? after(now, grantLivesMs) : undefined,
      reauthenticateBy: step.mustSignInAgain ? after(now, signInCountsMs) : undefined,
      consents: step.consents.map((slot) => ({
        consentId: this.id(slot),
        granted: requestedIn(slot, now),
        accountIds: isPayment(slot) ? ['10000001'] : ['10000001', '10000002'],
      })),
      act: actAt(now),
    };
    return this.authorizationServer.transaction(async (transaction) => {
      const isHeld =
        step.action === 'create' || (await this.grants.hold(approval, now, transaction));
      return isHeld && this.store.authorise(approval, transaction);
    });
  }

  private async renew(step: Step & { do: 'renew' }, now: Date): Promise<boolean> {
    const consentId = this.id(step.consent);
    const grantId = await this.grantOf(consentId);
    if (grantId === null) return false;
    const renewal: Renewal = {
      ...parties,
      ...{ consentId, grantId, act: actAt(now) },
      type: requestedIn(step.consent, now).type,
      reauthenticateBy: step.mustSignInAgain ? after(now, signInCountsMs) : undefined,
    };
    const refused = new Error('refused');
    return this.authorizationServer
      .transaction(async (transaction) => {
        if (await this.renewals.renew(renewal, transaction)) return true;
        throw refused;
      })
      .catch((error: unknown) => {
        if (error === refused) return false;
        throw error;
      });
  }

  private async grantOf(consentId: string): Promise<string | null> {
    const [row] = await this.authorizationServer.query<{ grant_id: string | null }>(grantOf, [
      consentId,
    ]);
    return row?.grant_id ?? null;
  }

  private async withdraw(slot: ConsentSlot, now: Date): Promise<boolean> {
    const values = [this.id(slot), now, randomUUID()];
    const [row] = await this.resourceServer.query<{ done: boolean }>(withdraw, values);
    return row!.done;
  }

  private async pay(slot: ConsentSlot, now: Date): Promise<boolean> {
    try {
      await this.resourceServer.query(pay, [this.id(slot), now, randomUUID()]);
      return true;
    } catch (error) {
      if (isSpentConsent(error)) return false;
      throw error;
    }
  }
}

export interface Pools {
  readonly authorizationServer: Database;
  readonly resourceServer: Database;
}

export const poolsOf = (database: TestDatabase): Pools => ({
  authorizationServer: database.connect('authorizationServer', 12),
  resourceServer: database.connect('resourceServer', 6),
});

const parties = { bank: 'harbour', clientId: 'client-tally', customerId } as const;

const after = (now: Date, milliseconds: number): Date => new Date(now.getTime() + milliseconds);

const actAt = (now: Date): Act => ({ now, by: `customer:${customerId}`, surface: 'consent-page' });

function requestedIn(slot: ConsentSlot, now: Date): AuthorizationDetail {
  if (isPayment(slot)) return paymentDetails;
  const end = after(now, consentLivesMs).toISOString();
  return { ...details, consent: { ...details.consent, ExpirationDateTime: end } };
}
