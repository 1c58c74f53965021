import { randomUUID } from 'node:crypto';
import { Harness } from './harness.js';
import { at, doorNames, doors, lodge, lodged, ownToken, refusalOf, urlOf } from './lodging.js';
import type { ConsentBody, Door } from './lodging.js';

let bank: Harness;
beforeAll(async () => {
  bank = await Harness.start();
}, 60_000);
afterAll(() => bank.stop());

const history = (consentId: string) =>
  bank.test.query(
    `SELECT from_status, to_status, changed_by, surface, reason, interaction_id
     FROM consent.consent_history WHERE consent_id = $1 ORDER BY version`,
    [consentId],
  );

const customersToken = async (): Promise<string> =>
  (
    await bank.grant({
      customer: 'Maya',
      accounts: ['Everyday'],
      permissions: ['ReadAccountsDetail'],
    })
  ).token;

describe.each(doorNames)('POST /%s', (door) => {
  it('lodges what is asked for: 201 with the consent, which awaits its customer', async () => {
    const answer = await lodge(bank, door);
    expect(answer.status).toBe(201);
    expect(answer.header('content-type')).toBe('application/json; charset=utf-8');
    const { Data, Risk, Links, Meta } = answer.json<ConsentBody>();
    const time = '2026-11-21T15:30:00+00:00';
    const asked: { Data: object; Risk?: object } = doors[door].body;
    expect(Data).toEqual({
      ConsentId: expect.any(String),
      ...{ CreationDateTime: time, StatusUpdateDateTime: time, Status: 'AWAU' },
      ...asked.Data,
    });
    expect(Risk).toEqual(asked.Risk);
    expect(Links).toEqual({ Self: urlOf(bank, door, Data.ConsentId) });
    expect(Meta).toEqual({ TotalPages: 1 });
    expect(await history(Data.ConsentId)).toEqual([
      {
        from_status: null,
        to_status: 'AWAITING_AUTHORISATION',
        ...{ changed_by: 'client:client-tally', surface: 'consents-api', reason: null },
        interaction_id: answer.header('x-fapi-interaction-id'),
      },
    ]);
    expect((await at(bank, door, Data.ConsentId)).json()).toEqual(answer.json());
  });

  it('refuses a token that a customer gave, and one without the scope: 403', async () => {
    const ofCustomer = await bank.token({
      ...{ sub: bank.customerId('Maya'), client_id: 'client-tally', scope: doors[door].scope },
    });
    expect((await lodge(bank, door, { token: ofCustomer })).status).toBe(401);
    const granted = await customersToken();
    expect((await lodge(bank, door, { token: granted })).status).toBe(403);
    const other = await bank.token({
      ...{ sub: 'client-tally', client_id: 'client-tally', scope: 'rejections' },
    });
    expect((await lodge(bank, door, { token: other })).status).toBe(403);
  });

  it('refuses half a body, a body of another shape and a field that nobody knows: 400', async () => {
    const { Data, ...rest }: { Data: object; Risk?: object } = doors[door].body;
    for (const [body, code, path] of [
      ['{"Data":', 'U002', undefined],
      ['[]', 'U002', 'Data'],
      [{ ...rest }, 'U004', 'Data'],
      [{ ...rest, Data: { ...Data, Urgent: true } }, 'U005', 'Data.Urgent'],
      [{ ...rest, Data, Urgent: true }, 'U005', 'Urgent'],
    ] as const) {
      expect(refusalOf(await lodge(bank, door, { body }))).toEqual({ status: 400, code, path });
    }
  });
});

describe('what a type refuses (RFC 9396 5)', () => {
  const account = doors['account-access-consents'].body;
  const payment = doors['domestic-payment-consents'].body;
  const vrp = doors['domestic-vrp-consents'].body;
  const accountWith = (changes: object) => ({ ...account, Data: { ...account.Data, ...changes } });
  const { Initiation } = payment.Data;

  it.each<readonly [what: string, door: Door, body: object, code: string, path: string]>([
    [
      'no permission',
      'account-access-consents',
      accountWith({ Permissions: [] }),
      'U002',
      'Data.Permissions',
    ],
    [
      'no list of permissions',
      'account-access-consents',
      accountWith({ Permissions: undefined }),
      'U004',
      'Data.Permissions',
    ],
    [
      'an unknown permission',
      'account-access-consents',
      accountWith({ Permissions: ['ReadAll'] }),
      'U002',
      'Data.Permissions.0',
    ],
    [
      'permissions that need others',
      'account-access-consents',
      accountWith({ Permissions: ['ReadBalances'] }),
      'U002',
      'Data.Permissions',
    ],
    [
      'an end in the past',
      'account-access-consents',
      accountWith({ ExpirationDateTime: '2026-11-21T15:30:00Z' }),
      'U003',
      'Data.ExpirationDateTime',
    ],
    [
      'no date',
      'account-access-consents',
      accountWith({ TransactionToDateTime: 'soon' }),
      'U003',
      'Data.TransactionToDateTime',
    ],
    [
      'a window that ends before it begins',
      'account-access-consents',
      accountWith({ TransactionToDateTime: '2025-01-01T00:00:00Z' }),
      'U003',
      'Data.TransactionToDateTime',
    ],
    [
      'a purpose, which is of the other door',
      'account-access-consents',
      accountWith({ Purpose: 'Budgeting' }),
      'U005',
      'Data.Purpose',
    ],
    [
      'a risk that is not empty',
      'account-access-consents',
      { ...account, Risk: { a: 1 } },
      'U005',
      'Risk.a',
    ],
    [
      'no payee',
      'domestic-payment-consents',
      { ...payment, Data: { Initiation: { ...Initiation, CreditorAccount: undefined } } },
      'U004',
      'Data.Initiation.CreditorAccount',
    ],
    [
      'a field of a payment that nobody knows',
      'domestic-payment-consents',
      { ...payment, Data: { Initiation: { ...Initiation, Urgent: 1 } } },
      'U005',
      'Data.Initiation.Urgent',
    ],
    ['no risk', 'domestic-payment-consents', { Data: payment.Data }, 'U004', 'Risk'],
    [
      'an unknown context',
      'domestic-payment-consents',
      { ...payment, Risk: { PaymentContextCode: 'Fun' } },
      'U002',
      'Risk.PaymentContextCode',
    ],
    [
      'no limits',
      'domestic-vrp-consents',
      { ...vrp, Data: { Initiation: vrp.Data.Initiation } },
      'U004',
      'Data.ControlParameters',
    ],
    [
      'an account in another scheme',
      'funds-confirmation-consents',
      { Data: { DebtorAccount: { SchemeName: 'UK.OBIE.IBAN', Identification: '00122012345678' } } },
      'U002',
      'Data.DebtorAccount.SchemeName',
    ],
  ])('%s: 400', async (_what, door, body, code, path) => {
    expect(refusalOf(await lodge(bank, door, { body }))).toEqual({ status: 400, code, path });
  });
});

describe('a consent to an order', () => {
  const refused = async (
    door: 'scheduled-payment' | 'standing-order',
    change: (data: Data) => object,
  ) => {
    const name = `domestic-${door}-consents` as const;
    const { Data, Risk } = doors[name].body;
    return refusalOf(await lodge(bank, name, { body: { Data: change(Data as never), Risk } }));
  };
  type Data = { Permission: string; Initiation: Record<string, object> };

  it('says that it is to create the order, and nothing else', async () => {
    for (const door of ['scheduled-payment', 'standing-order'] as const) {
      const missing = { status: 400, code: 'U004', path: 'Data.Permission' };
      expect(await refused(door, ({ Initiation }) => ({ Initiation }))).toEqual(missing);
      const other = { status: 400, code: 'U002', path: 'Data.Permission' };
      expect(await refused(door, (data) => ({ ...data, Permission: 'Update' }))).toEqual(other);
    }
  });

  it.each([
    ['in the past', '2026-11-21T15:29:59+00:00'],
    ['more than a year away', '2027-11-21T15:30:01+00:00'],
    ['in a year of five digits', '+012026-11-21T15:30:01+00:00'],
    ['without a zone', '2026-12-24T09:00:00'],
  ])('is refused for a day %s', async (_what, moment) => {
    const date = { status: 400, code: 'U003' };
    const once = await refused('scheduled-payment', (data) => ({
      ...data,
      Initiation: { ...data.Initiation, RequestedExecutionDateTime: moment },
    }));
    expect(once).toEqual({ ...date, path: 'Data.Initiation.RequestedExecutionDateTime' });
    const first = await refused('standing-order', (data) => ({
      ...data,
      Initiation: {
        ...data.Initiation,
        MandateRelatedInformation: {
          ...data.Initiation['MandateRelatedInformation'],
          FirstPaymentDateTime: moment,
        },
      },
    }));
    const path = 'Data.Initiation.MandateRelatedInformation.FirstPaymentDateTime';
    expect(first).toEqual({ ...date, path });
  });
});

describe.each(doorNames)('GET /%s/{ConsentId}', (door) => {
  it('is for the client that lodged it: another one gets 403, also of another kind 400', async () => {
    const consentId = await lodged(bank, door);
    const stranger = await ownToken(bank, door, 'client-other');
    expect(refusalOf(await at(bank, door, consentId, { token: stranger }))).toEqual({
      ...{ status: 403, code: 'U008', path: 'ConsentId' },
    });
    for (const other of doorNames.filter((each) => each !== door)) {
      expect(refusalOf(await at(bank, other, consentId))).toMatchObject({
        ...{ status: 400, code: 'U011' },
      });
    }
  });

  it.each([
    ['abc', 'U002'],
    [randomUUID(), 'U011'],
    ['', 'U011'],
  ])('under the id %j there is none: 400 %s', async (consentId, code) => {
    const refusal = { status: 400, code, path: 'ConsentId' };
    expect(refusalOf(await at(bank, door, consentId))).toEqual(refusal);
  });

  it('does not find the consent of another bank', async () => {
    const consentId = await lodged(bank, door);
    await bank.test.query('ALTER TABLE consent.consent DISABLE TRIGGER USER');
    await bank.test.query(`UPDATE consent.consent SET bank = 'granite' WHERE consent_id = $1`, [
      consentId,
    ]);
    await bank.test.query('ALTER TABLE consent.consent ENABLE TRIGGER USER');
    expect(refusalOf(await at(bank, door, consentId))).toMatchObject({ status: 400, code: 'U011' });
  });

  it("refuses a customer's token: 403", async () => {
    const consentId = await lodged(bank, door);
    const token = await bank.grant({
      ...{ customer: 'Maya', accounts: ['Everyday'], permissions: ['ReadAccountsDetail'] },
    });
    expect((await at(bank, door, consentId, { token: token.token })).status).toBe(403);
  });
});
