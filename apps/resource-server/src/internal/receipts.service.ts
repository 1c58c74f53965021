import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database } from '@sandbank/platform';
import { lastAccesses, receiptsOfConsent } from './receipts.statements.js';

/** Accesses on one page; the minute of the last of them is told in full. */
const accessesPerPage = 200;

interface ReceiptRow {
  readonly at: Date;
  readonly endpoint: string;
  readonly customer_present: boolean;
  readonly count: number;
  readonly account_ids: readonly string[];
  readonly page_begins: Date;
  readonly has_older: boolean;
}

/** What was read within one minute: one kind of thing, of which accounts, and how often. */
export interface AccessReceipt {
  readonly At: string;
  readonly Method: string;
  /** Without the base path and the ids in it: `accounts/balances`. */
  readonly Resource: string;
  readonly AccountIds: readonly string[];
  readonly CustomerPresent: boolean;
  readonly Count: number;
}

/** Who looked at what under a customer's consents, for the customer. */
@Injectable()
export class ReceiptsService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async lastAccesses(
    customerId: string,
    bank: string,
    consentIds: readonly string[],
  ): Promise<{ lastAccesses: { ConsentId: string; At: string }[] }> {
    const rows = await this.database.query<{ consent_id: string; occurred_at: Date }>(
      lastAccesses,
      [customerId, bank, consentIds],
    );
    return {
      lastAccesses: rows.map(({ consent_id: ConsentId, occurred_at: at }) => ({
        ConsentId,
        At: at.toISOString(),
      })),
    };
  }

  /** The newest receipts, or those from before a moment; `Before` is there when there are older ones. */
  async ofConsent(
    customerId: string,
    bank: string,
    consentId: string,
    before: Date | undefined,
  ): Promise<{ receipts: AccessReceipt[]; Before?: string }> {
    // The clocks of several processes differ a little: nothing recorded by now is missed.
    const end = before ?? new Date(this.clock.now().getTime() + 60_000);
    const values = [customerId, bank, consentId, end, accessesPerPage];
    const rows = await this.database.query<ReceiptRow>(receiptsOfConsent, values);
    const [first] = rows;
    return {
      receipts: rows.map(receiptOf),
      ...(first?.has_older === true && { Before: first.page_begins.toISOString() }),
    };
  }
}

const receiptOf = (row: ReceiptRow): AccessReceipt => ({
  At: row.at.toISOString(),
  ...operationOf(row.endpoint),
  AccountIds: row.account_ids,
  CustomerPresent: row.customer_present,
  Count: row.count,
});

/** `GET /:bank/open-banking/v4.0/aisp/accounts/:AccountId/balances` without what is the same in all. */
function operationOf(endpoint: string): Pick<AccessReceipt, 'Method' | 'Resource'> {
  const [Method = '', path = ''] = endpoint.split(' ', 2);
  const parts = path.replace(/^\/:bank\/open-banking\/[^/]+\/\w+\//, '').split('/');
  return { Method, Resource: parts.filter((part) => !part.startsWith(':')).join('/') };
}
