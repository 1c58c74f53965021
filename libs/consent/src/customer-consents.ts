import { Inject, Injectable } from '@nestjs/common';
import type { AuthorizationDetail } from '@sandbank/oauth';
import { Database, type Queryable } from '@sandbank/platform';
import {
  toCustomerConsent,
  toTransition,
  type CustomerConsentRow,
  type TransitionRow,
} from './customer-consent-rows.js';
import {
  clientsThatKnow,
  currentConsents,
  endedConsents,
  holdingOfClient,
  oneConsent,
} from './customer-consents.statements.js';
import type { ConsentStatus } from './consent-state.js';

/** Whose consents: a customer of a bank. Nobody else's are ever found. */
export interface Owner {
  readonly bank: string;
  readonly customerId: string;
}

/** A consent as its customer sees it. */
export interface CustomerConsent {
  readonly consentId: string;
  readonly clientId: string;
  readonly type: string;
  /** What was agreed. */
  readonly details: AuthorizationDetail;
  readonly accountIds: readonly string[];
  /** The state at the time of asking: what the clock or the grant has ended counts as ended. */
  readonly status: ConsentStatus;
  /** When it was agreed to. */
  readonly since: Date;
  /** When it ends by itself. */
  readonly endsAt?: Date;
  /** Until when it counts without a new confirmation by the customer. */
  readonly confirmBy?: Date;
  /** When it ended; absent while it lives. */
  readonly endedAt?: Date;
}

/** One entry of a consent's history. */
export interface ConsentTransition {
  readonly version: number;
  readonly to: ConsentStatus;
  readonly from?: ConsentStatus;
  readonly at: Date;
  readonly by: string;
  readonly surface: string;
  readonly reason?: string;
}

/** Consents that have ended, and where the next page begins. */
export interface EndedConsents {
  readonly consents: readonly CustomerConsent[];
  /** The consent after which to go on; absent on the last page. */
  readonly after?: string;
}

const currentMax = 100;
const endedPerPage = 20;

/** What a customer has agreed to, for the customer alone: every question names the owner, in the statement itself. */
@Injectable()
export class CustomerConsents {
  constructor(@Inject(Database) private readonly database: Queryable) {}

  /** Those that live at `now`, the newest first; a hundred at most. */
  async current({ bank, customerId }: Owner, now: Date): Promise<CustomerConsent[]> {
    const values = [customerId, bank, now, currentMax];
    const rows = await this.database.query<CustomerConsentRow>(currentConsents, values);
    return rows.map((row) => toCustomerConsent(row, now));
  }

  /** Those that have ended by `now`, the last to end first, page by page. */
  async ended({ bank, customerId }: Owner, now: Date, after?: string): Promise<EndedConsents> {
    const values = [customerId, bank, now, after ?? null, endedPerPage + 1];
    const rows = await this.database.query<CustomerConsentRow>(endedConsents, values);
    const consents = rows.slice(0, endedPerPage).map((row) => toCustomerConsent(row, now));
    const last = consents.at(-1)?.consentId;
    return rows.length > endedPerPage && last !== undefined
      ? { consents, after: last }
      : { consents };
  }

  /** One with its history, oldest entry first; undefined when it is not this owner's. */
  async find(
    { bank, customerId }: Owner,
    consentId: string,
    now: Date,
  ): Promise<{ consent: CustomerConsent; history: ConsentTransition[] } | undefined> {
    const [row] = await this.database.query<
      CustomerConsentRow & { readonly history: readonly TransitionRow[] }
    >(oneConsent, [customerId, bank, consentId]);
    if (row === undefined) return undefined;
    return { consent: toCustomerConsent(row, now), history: row.history.map(toTransition) };
  }

  /** The clients that hold no living consent of this owner and yet may ask who the customer is. */
  async clientsThatKnow({ bank, customerId }: Owner, now: Date): Promise<string[]> {
    const values = [customerId, bank, now];
    const rows = await this.database.query<{ client_id: string }>(clientsThatKnow, values);
    return rows.map(({ client_id: clientId }) => clientId);
  }

  /** Whether a client holds something from this owner at `now`, or did before; undefined when it never did. */
  async holdingOf(
    { bank, customerId }: Owner,
    clientId: string,
    now: Date,
  ): Promise<'living' | 'ended' | undefined> {
    const values = [customerId, bank, now, clientId];
    const [row] = await this.database.query<{ lives: boolean | null }>(holdingOfClient, values);
    if (row === undefined || row.lives === null) return undefined;
    return row.lives ? 'living' : 'ended';
  }
}
