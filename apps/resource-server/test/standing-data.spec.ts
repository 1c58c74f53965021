import { plant } from '../src/seed/plant.js';
import { seedSchema } from '../src/seed/seed-file.schema.js';
import { wholeHarbour } from './harbour.js';
import { everyPermission, Harness, moment } from './harness.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());
afterEach(() => bank.clock.set(moment));

type Resource = Readonly<Record<string, unknown>> & { readonly AccountId: string };
interface Money {
  readonly Amount: string;
}

const priyas = ['Saltmarsh Ceramics', 'VAT and tax', 'Workshop card', 'Priya personal'];
const tokenOf = async (customer: string, accounts: readonly string[]) =>
  (await bank.grant({ customer, accounts, permissions: everyPermission })).token;

async function list<Kind = Resource>(path: string, token: string): Promise<Kind[]> {
  const answer = await bank.call(path, token);
  expect([path, answer.status]).toEqual([path, 200]);
  return Object.values(answer.json<{ Data: Record<string, Kind[]> }>().Data)[0]!;
}

const sow = (now: Date, seed = bank.seed) =>
  plant(bank.test.connect('resourceServer', 1), seed, now);

const tables = [
  ...['beneficiary', 'direct_debit', 'standing_order', 'scheduled_payment'],
  ...['offer', 'product', 'party'],
] as const;
const everything = () =>
  Promise.all(
    tables.map((table) =>
      bank.test.query(
        `SELECT to_jsonb(t) AS row FROM resource_server.${table} t ORDER BY to_jsonb(t)::text`,
      ),
    ),
  );

interface Entry {
  readonly booked_at: Date;
  readonly amount_minor: string;
}
const bookedAt = (accountId: string, instant: unknown): Promise<Entry[]> =>
  bank.test.query(
    `SELECT booked_at, amount_minor FROM resource_server.ledger_entry
     WHERE account_id = $1 AND booked_at = $2::timestamptz`,
    [accountId, instant],
  );
const minor = (money: unknown): string => `-${(money as Money).Amount.replace('.', '')}`;

describe('what is arranged for an account', () => {
  it('was paid last as the ledger has it', async () => {
    const token = await tokenOf('Priya', priyas);
    const debits = await list('/direct-debits', token);
    const orders = await list('/standing-orders', token);
    expect([debits.length, orders.length]).toEqual([6, 2]);
    const last = async (accountId: string, code: string, payee: unknown): Promise<Entry> => {
      const [entry] = await bank.test.query<Entry>(
        `SELECT booked_at, amount_minor FROM resource_server.ledger_entry
         WHERE account_id = $1 AND proprietary_code = $2 AND counterparty_name = $3
         ORDER BY booked_at DESC LIMIT 1`,
        [accountId, code, payee],
      );
      return entry!;
    };
    const told = (at: unknown, amount: unknown) => ({
      booked_at: new Date(at as string),
      amount_minor: minor(amount),
    });
    for (const debit of debits) {
      const { PreviousPaymentDateTime: at, PreviousPaymentAmount: amount } = debit;
      const entry = await last(debit.AccountId, 'DirectDebit', debit['Name']);
      expect(told(at, amount)).toEqual(entry);
    }
    for (const order of orders) {
      const { LastPaymentDateTime: at, LastPaymentAmount: amount, CreditorAccount } = order;
      const { Name } = CreditorAccount as { readonly Name: string };
      expect(told(at, amount)).toEqual(await last(order.AccountId, 'StandingOrder', Name));
    }
  });

  it('names a payee by the number that the transactions have', async () => {
    const token = await tokenOf('Priya', priyas);
    const payees = await list<{ CreditorAccount: object }>('/beneficiaries', token);
    const orders = await list<{ CreditorAccount: object }>('/standing-orders', token);
    const known = payees.map(({ CreditorAccount }) => CreditorAccount);
    for (const { CreditorAccount } of orders) expect(known).toContainEqual(CreditorAccount);
    const [entry] = await bank.test.query<{ number: string }>(
      `SELECT counterparty_identification AS number FROM resource_server.ledger_entry
       WHERE counterparty_name = 'Claybank Supplies' LIMIT 1`,
    );
    expect(known).toContainEqual({
      SchemeName: 'UK.OBIE.SortCodeAccountNumber',
      Identification: entry!.number,
      Name: 'Claybank Supplies',
    });
  });

  it('is empty where there is nothing, and of the chosen accounts alone', async () => {
    const token = await tokenOf('George', ['Savings']);
    for (const path of ['direct-debits', 'standing-orders', 'beneficiaries', 'scheduled-payments'])
      expect(await list(`/${path}`, token)).toEqual([]);
    const savings = await bank.accountId('Savings');
    expect(await list(`/accounts/${savings}/standing-orders`, token)).toEqual([]);
    expect((await list('/offers', token)).map(({ AccountId }) => AccountId)).toEqual([savings]);
    const pension = await bank.accountId('Pension account');
    for (const path of ['standing-orders', 'product', 'offers', 'party', 'parties', 'statements'])
      expect([path, (await bank.call(`/accounts/${pension}/${path}`, token)).status]).toEqual([
        ...[path, 403],
      ]);
  });

  it('is shown of each account as far as its own consent goes', async () => {
    const permissions = ['ReadAccountsBasic', 'ReadStandingOrdersBasic'];
    const basic = await bank.grant({
      customer: 'Priya',
      accounts: ['Priya personal'],
      permissions,
    });
    const both = await bank.addTo(basic, {
      ...{ accounts: ['Saltmarsh Ceramics'], permissions: everyPermission },
    });
    const orders = await list('/standing-orders', both.token);
    const detailed = await bank.accountId('Saltmarsh Ceramics');
    expect(
      orders.map((order) => [order.AccountId === detailed, 'CreditorAccount' in order]),
    ).toEqual(
      expect.arrayContaining([
        [true, true],
        [false, false],
      ]),
    );
  });

  it('is no longer told when its day has gone by', async () => {
    bank.clock.set(new Date('2027-03-01T00:00:00Z'));
    const token = await tokenOf('Priya', priyas);
    expect(await list('/scheduled-payments', token)).toEqual([]);
    expect(await list('/offers', token)).toEqual([]);
    for (const order of await list('/standing-orders', token)) {
      expect(order).not.toHaveProperty('NextPaymentDateTime');
      expect(order).not.toHaveProperty('NextPaymentAmount');
      expect(order).not.toHaveProperty('MandateRelatedInformation.RecurringPaymentDateTime');
    }
  });
});

describe('products', () => {
  const productOf = async (customer: string, account: string) =>
    (await list('/products', await tokenOf(customer, [account])))[0];

  it('are called as the account is, else the standard one for its kind', async () => {
    expect(await productOf('Elena', 'Household')).toMatchObject({ ProductId: 'joint-current' });
    await bank.test.query(
      `UPDATE resource_server.account SET description = 'Old account' WHERE nickname = 'Household'`,
    );
    expect(await productOf('Elena', 'Household')).toMatchObject({
      ...{ ProductId: 'current', ProductType: 'PersonalCurrentAccount' },
    });
    expect(await productOf('Priya', 'Workshop card')).toMatchObject({
      ...{ ProductId: 'business-card', ProductType: 'CommercialCreditCard' },
    });
  });
});

describe('the people of Harbour Bank', () => {
  it('have accounts that are each called after a product for their kind', () => {
    const { banks, customers } = wholeHarbour();
    const offered = banks[0]!.products.map((product) => `${product.name} ${product.for.type}`);
    const opened = customers.flatMap((person) =>
      person.accounts.map(({ description, type }) => `${description} ${type}`),
    );
    expect(opened.filter((account) => !offered.includes(account))).toEqual([]);
  });
});

describe('parties', () => {
  interface Party {
    readonly Data: { readonly Party: Readonly<Record<string, unknown>> };
  }

  it('are the holders of a joint account together, and each of them', async () => {
    const household = await bank.accountId('Household');
    const token = await tokenOf('Daniel', ['Household']);
    const ofAccount = (await bank.call(`/accounts/${household}/party`, token)).json<Party>();
    expect(ofAccount.Data.Party).toMatchObject({
      ...{ PartyId: household, PartyType: 'Joint', Name: 'Elena Marsh & Daniel Marsh' },
      Relationships: { Account: { Related: `${bank.aisp}/accounts/${household}`, Id: household } },
    });
    const each = await list<Record<string, unknown>>(`/accounts/${household}/parties`, token);
    expect(each.map(({ Name, PartyType }) => [Name, PartyType])).toEqual([
      ['Elena Marsh', 'Joint'],
      ['Daniel Marsh', 'Joint'],
    ]);
    // Who shares an account shares a home.
    expect(each[0]!['Address']).toEqual(each[1]!['Address']);
    expect(ofAccount.Data.Party['Address']).toEqual(each[0]!['Address']);
  });

  it('are the customer themselves under /party, and the holder under their account', async () => {
    const token = await tokenOf('Priya', ['Saltmarsh Ceramics']);
    const own = (await bank.call('/party', token)).json<Party>().Data.Party;
    expect(own).toMatchObject({
      ...{ PartyId: bank.customerId('Priya'), PartyType: 'Sole', Name: 'Priya Nair' },
      ...{ LegalStructure: 'UK.OBIE.Sole', EmailAddress: 'priya@saltmarsh.example' },
    });
    expect(own).not.toHaveProperty('Relationships');
    const account = await bank.accountId('Saltmarsh Ceramics');
    const holder = (await bank.call(`/accounts/${account}/party`, token)).json<Party>().Data.Party;
    expect(holder).toMatchObject({ ...own, AccountRole: 'UK.OBIE.Principal' });
  });
});

describe('a start', () => {
  it('changes nothing the second time, and fills what an earlier version did not have', async () => {
    await sow(moment);
    const before = await everything();
    await sow(moment);
    expect(await everything()).toEqual(before);
    for (const table of tables) await bank.test.query(`DELETE FROM resource_server.${table}`);
    await bank.test.query('DELETE FROM resource_server.statement');
    await sow(moment);
    expect(await everything()).toEqual(before);
    const [statements] = await bank.test.query<{ n: string }>(
      'SELECT count(*) AS n FROM resource_server.statement',
    );
    expect(Number(statements!.n)).toBeGreaterThan(200);
  });

  it('takes away what a file no longer says', async () => {
    const without = seedSchema.parse({
      ...bank.seed,
      customers: bank.seed.customers.map((customer) => ({ ...customer, offers: [] })),
    });
    await sow(moment, without);
    expect(await list('/offers', await tokenOf('George', ['Savings']))).toEqual([]);
  });

  it('refuses a payee or an offer of an account that is not there, by its place', () => {
    const [first, ...others] = bank.seed.customers;
    const offer = { account: 'elsewhere', type: 'Other', description: 'Nothing' };
    const payee = { account: 'elsewhere', name: 'Nobody', identification: '00122011111111' };
    const customer = { ...first, offers: [offer], beneficiaries: [payee] };
    const parsed = seedSchema.safeParse({ ...bank.seed, customers: [customer, ...others] });
    expect(parsed.error!.issues.map(({ path }) => path.join('.'))).toEqual([
      ...['customers.0.beneficiaries.0', 'customers.0.offers.0'],
    ]);
  });

  it('books later what was told to come: the day, the time and the amount', async () => {
    const token = await tokenOf('Priya', priyas);
    const orders = await list('/standing-orders', token);
    const [scheduled] = await list('/scheduled-payments', token);
    const debits = await list('/direct-debits', token);
    await sow(new Date('2027-02-10T12:00:00Z'));
    for (const { AccountId, NextPaymentDateTime: at, NextPaymentAmount: amount } of orders)
      expect((await bookedAt(AccountId, at))[0]?.amount_minor).toBe(minor(amount));
    const vat = await bookedAt(scheduled!.AccountId, scheduled!['ScheduledPaymentDateTime']);
    expect(vat[0]?.amount_minor).toBe(minor(scheduled!['InstructedAmount']));
    for (const { AccountId, MandateRelatedInformation } of debits) {
      const { RecurringPaymentDateTime: at } = MandateRelatedInformation as Record<string, string>;
      expect(await bookedAt(AccountId, at)).toHaveLength(1);
    }
  });
});
