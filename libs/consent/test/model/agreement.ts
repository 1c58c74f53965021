import { statement, type Database } from '@sandbank/platform';
import {
  tokenStandingSql,
  tokenStandingValues,
  toTokenStanding,
  type ConsentStatus,
  type GrantStatus,
  type TokenStandingRow,
} from '../../src/index.js';
import { expectLegalWalk, type HistoryRow } from '../consents-in-every-state.js';
import { consentSlots, grantSlots, type ConsentSlot, type GrantSlot } from './steps.js';
import type { Pools, StoreUnderTest } from './store-under-test.js';
import { isReachable, told, toldOfGrant, toldUnderGrant, type World } from './world.js';

interface Row {
  readonly consent_id: string;
  readonly status: ConsentStatus;
  readonly grant_id: string | null;
  readonly agreed: string;
  readonly history: readonly (HistoryRow & { readonly changed_at: string })[];
}

const consentRows = statement(
  'model.consents',
  `SELECT consent_id, status, grant_id, (SELECT jsonb_agg(h ORDER BY h.version)
      FROM consent.consent_history h WHERE h.consent_id = c.consent_id) AS history,
    concat(requested, granted, expires_at, customer_id, ARRAY(SELECT account_id
      FROM consent.consent_account a WHERE a.consent_id = c.consent_id ORDER BY 1)) AS agreed
   FROM consent.consent c WHERE consent_id = ANY($1)`,
);

const grantRows = statement(
  'model.grants',
  'SELECT grant_id, status FROM consent."grant" WHERE grant_id = ANY($1)',
);

const standing = statement('model.standing', tokenStandingSql(1));

const someToken = {
  issuer: 'https://localhost:9441/harbour',
  jti: 'one',
  expiresAtSeconds: 4_000_000_000,
  bank: 'harbour',
  clientId: 'client-tally',
};

/** What is written down, in words that the model has too: a consent is its grant and where it was when. */
export interface Written {
  readonly consents: Partial<Record<ConsentSlot, string>>;
  readonly grants: Partial<Record<GrantSlot, GrantStatus>>;
}

/** What ought to be written down. */
export function writtenOf({ consents, grants }: World): Written {
  return {
    consents: mapped(consents, ({ grant, history }) =>
      [grant, ...history.map(({ status, at }) => `${status}@${at}`)].join(' '),
    ),
    grants: mapped(grants, ({ status }) => status),
  };
}

/** Compares the store with the model, and remembers what nobody may ever see change. */
export class Agreement {
  private readonly agreed = new Map<string, string>();
  private readonly toldBefore = new Map<ConsentSlot, ConsentStatus>();
  private readonly slots: ReadonlyMap<string, ConsentSlot | GrantSlot>;

  constructor(
    private readonly pools: Pools,
    private readonly store: StoreUnderTest,
  ) {
    this.slots = new Map([...consentSlots, ...grantSlots].map((slot) => [store.id(slot), slot]));
  }

  /** Fails unless states, histories, grants and what a resource server is told are those of the model. */
  async expect(world: World): Promise<void> {
    expect(await this.written()).toEqual(writtenOf(world));
    for (const [slot, consent] of Object.entries(world.consents)) {
      this.expectArrow(slot as ConsentSlot, told(world, consent));
    }
    const grants = Object.keys(world.grants) as GrantSlot[];
    await Promise.all(grants.map((slot) => this.expectTold(world, slot)));
  }

  /** What is written down; fails unless every history is a legal walk and nothing agreed has changed. */
  async written(): Promise<Written> {
    const ids = [[...this.slots.keys()]];
    const { authorizationServer: database } = this.pools;
    const [rows, grants] = await Promise.all([
      database.query<Row>(consentRows, ids),
      database.query<{ grant_id: string; status: GrantStatus }>(grantRows, ids),
    ]);
    for (const row of rows) {
      expectLegalWalk(row.history, row.status);
      this.expectUnchanged(row);
    }
    return {
      consents: Object.fromEntries(
        rows.map((row) => [this.slots.get(row.consent_id), this.line(row)]),
      ),
      grants: Object.fromEntries(grants.map((row) => [this.slots.get(row.grant_id), row.status])),
    };
  }

  private line({ grant_id: grant, history }: Row): string {
    const walk = history.map(({ to_status: to, changed_at: at }) => `${to}@${Date.parse(at)}`);
    return [grant === null ? undefined : this.slots.get(grant), ...walk].join(' ');
  }

  /** What a resource server is told, through its own role, of a token that names every consent. */
  private async expectTold(world: World, slot: GrantSlot): Promise<void> {
    const consentIds = consentSlots.map((each) => this.store.id(each));
    const values = tokenStandingValues({ ...someToken, grantId: this.store.id(slot), consentIds });
    const database: Database = this.pools.resourceServer;
    const [row] = await database.query<TokenStandingRow>(standing, values);
    const { grant, consents } = toTokenStanding(row!, new Date(world.now));
    expect(grant?.status).toBe(toldOfGrant(world, world.grants[slot]!));
    const seen = consents.map(({ consentId, status }) => [this.slots.get(consentId)!, status]);
    expect(Object.fromEntries(seen)).toEqual(toldUnderGrant(world, slot));
  }

  /** What was agreed reads the same for ever. */
  private expectUnchanged({ consent_id: id, status, agreed }: Row): void {
    if (status === 'AWAITING_AUTHORISATION' || status === 'REJECTED') return;
    expect(this.agreed.get(id) ?? agreed).toBe(agreed);
    this.agreed.set(id, agreed);
  }

  /** Whoever asked before and asks again sees an arrow, never a jump. */
  private expectArrow(slot: ConsentSlot, now: ConsentStatus): void {
    const before = this.toldBefore.get(slot) ?? now;
    if (!isReachable(before, now)) throw new Error(`${slot} was told ${before}, then ${now}`);
    this.toldBefore.set(slot, now);
  }
}

function mapped<Key extends string, In, Out>(
  record: Partial<Record<Key, In>>,
  change: (value: In) => Out,
): Partial<Record<Key, Out>> {
  const entries = Object.entries(record) as [Key, In][];
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)])) as Partial<
    Record<Key, Out>
  >;
}
