import { randomUUID } from 'node:crypto';
import {
  authorizationResponse,
  BankVisitor,
  codeOnPhone,
  exchange,
  type FapiClient,
  type Page,
  type Pushed,
} from '@sandbank/testing';
import { decodeJwt } from 'jose';
import { maya, startServer, type RunningServer } from './running-server.js';

let server: RunningServer;
let client: FapiClient;
let visitor: BankVisitor;

const type = 'urn:sandbank:domestic-payment:v1';

const paymentOf = (amount = '25.00', payee = 'Rosa Lindqvist', number = '40000012345678') => ({
  type,
  consent: {
    Initiation: {
      InstructionIdentification: 'T-1',
      EndToEndIdentification: 'E2E-1',
      InstructedAmount: { Amount: amount, Currency: 'GBP' },
      CreditorAccount: {
        SchemeName: 'UK.OBIE.SortCodeAccountNumber',
        Identification: number,
        Name: payee,
      },
      RemittanceInformation: { Unstructured: ['Dinner <on> Friday'] },
    },
    Risk: {},
  },
});

const push = (details: object = paymentOf(), more: Readonly<Record<string, string>> = {}) =>
  client.push({
    parameters: {
      scope: 'openid payments',
      authorization_details: JSON.stringify([details]),
      ...more,
    },
  });

/** The page for the code, after the password. */
const codePage = async ({ requestUri }: Pushed): Promise<Page> =>
  visitor.press(
    await visitor.open(await client.authorizationUrl(requestUri)),
    'login-submit',
    maya,
  );

const consentPage = async (pushed: Pushed): Promise<Page> => {
  const page = await codePage(pushed);
  return visitor.press(page, 'login-submit', { otp: codeOnPhone(page) });
};

beforeAll(async () => {
  server = await startServer();
  const metadata = {
    scope: 'openid accounts payments',
    authorization_details_types: ['urn:sandbank:account-access:v1', type],
  };
  await server.database.query(
    `UPDATE authorization_server.client SET metadata = metadata || $1 WHERE client_id = 'client-one'`,
    [JSON.stringify(metadata)],
  );
  client = await server.client();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.clock.advance(1);
  visitor = new BankVisitor(server.tls.ca);
});

describe('a payment at the bank', () => {
  it('ends with a token for this payment alone, from one account (RFC 9396 7)', async () => {
    const pushed = await push();
    const page = await consentPage(pushed);
    const back = await visitor.press(page, 'consent-allow', { accounts: 'acc-2' });
    const { code } = authorizationResponse(client, pushed, back);
    const tokens = (await client.redeem(code, pushed.codeVerifier)).json();
    const [details] = tokens['authorization_details'] as Record<string, unknown>[];
    expect(details).toEqual({
      ...paymentOf(),
      locations: [`${server.resourceBase}/pisp`],
      ...{ ConsentId: expect.any(String), Status: 'AUTH', AccountIds: ['acc-2'] },
    });
    expect(tokens['scope']).toBe('openid payments');
    const now = server.clock.nowSeconds();
    expect(decodeJwt(String(tokens['access_token']))).toMatchObject({
      ...{ acr: 'urn:openbanking:psd2:sca', auth_time: now, scope: 'openid payments' },
      authorization_details: [details],
    });
  });

  it('is told in words on every page: amount, payee, account, reference', async () => {
    const pushed = await push(paymentOf('1234.50'));
    const login = await visitor.open(await client.authorizationUrl(pushed.requestUri));
    expect(login.answer.body).toMatch(/asks you to pay.*£1,234\.50.*to.*Rosa Lindqvist/s);
    expect(login.answer.body).not.toContain('information about your accounts');
    const code = await visitor.press(login, 'login-submit', maya);
    expect(code.answer.body).toMatch(
      /£1,234\.50 to Rosa Lindqvist \(40-00-00 12345678\).*Never tell it to anyone/s,
    );
    const page = await visitor.press(code, 'login-submit', { otp: codeOnPhone(code) });
    const { body } = page.answer;
    for (const words of [
      '£1,234.50',
      'Rosa Lindqvist',
      '40-00-00 12345678',
      'Dinner &lt;on&gt; Friday',
    ])
      expect(body).toContain(words);
  });

  it('is paid from one account that holds enough: none, two and a poor one are asked again', async () => {
    const pushed = await push();
    const page = await consentPage(pushed);
    expect(page.answer.body).toMatch(/type="radio"[^>]*value="acc-1"/);
    expect(page.answer.body).toMatch(/disabled=""[^>]*value="acc-3"/);
    for (const accounts of [[], ['acc-1', 'acc-2'], ['acc-3'], ['acc-9']]) {
      const again = await visitor.press(page, 'consent-allow', { accounts });
      expect(again.answer.status).toBe(422);
      expect(again.answer.body).toContain('Nothing is paid yet');
    }
    const back = await visitor.press(page, 'consent-allow', { accounts: 'acc-1' });
    expect(authorizationResponse(client, pushed, back).code).not.toBe('');
  });

  it('in euros is told as such, and can be paid from no account in pounds', async () => {
    const { consent } = paymentOf();
    const { Initiation } = consent;
    const CreditorAccount = {
      SchemeName: 'UK.OBIE.IBAN',
      Identification: 'DE89370400440532013000',
      Name: 'Käthe Brandt',
    };
    const InstructedAmount = { Amount: '25.00', Currency: 'EUR' };
    const inEuros = { ...Initiation, CreditorAccount, InstructedAmount };
    const code = await codePage(await push({ type, consent: { ...consent, Initiation: inEuros } }));
    expect(code.answer.body).toContain('€25.00 to Käthe Brandt (DE89 3704 0044 0532 0130 00)');
    const page = await visitor.press(code, 'login-submit', { otp: codeOnPhone(code) });
    expect(page.answer.body).not.toContain('value="acc-1"');
    expect(page.answer.body).not.toContain('id="consent-allow"');
  });

  it('that tells the app the account says so', async () => {
    const { consent } = paymentOf();
    const words = 'learns the number of the account you choose';
    const page = await consentPage(await push({ type, consent }));
    expect(page.answer.body.replace(/\s+/g, ' ')).not.toContain(words);
    const asked = await push({ type, consent: { ...consent, ReadRefundAccount: 'Yes' } });
    visitor = new BankVisitor(server.tls.ca);
    expect((await consentPage(asked)).answer.body.replace(/\s+/g, ' ')).toContain(words);
  });

  it('that no account can bear can be cancelled alone', async () => {
    const page = await consentPage(await push(paymentOf('300.01')));
    expect(page.answer.body).toContain('No account of yours holds enough');
    expect(page.answer.body).not.toContain('id="consent-allow"');
    const back = await visitor.press(page, 'cancel');
    expect(back.url.searchParams.get('error')).toBe('access_denied');
  });
});

describe('the code of a payment (dynamic linking)', () => {
  it('is not the code that a demo customer always has', async () => {
    const page = await codePage(await push());
    expect(codeOnPhone(page)).not.toBe(maya.code);
    const refused = await visitor.press(page, 'login-submit', { otp: maya.code });
    expect(refused.answer.status).toBe(422);
    const next = await visitor.press(page, 'login-submit', { otp: codeOnPhone(page) });
    expect(next.url.pathname).toMatch(/\/consent$/);
  });

  it.each([
    ['amount', '26.00', undefined],
    ['payee', '25.00', '40000087654321'],
  ])('is good for this %s alone', async (_what, amount, number) => {
    const page = await codePage(await push());
    const code = codeOnPhone(page);
    // The same interaction, had its request been for something else.
    const [asked] = await server.database.query<{ authorization_details: unknown }>(
      'SELECT authorization_details FROM authorization_server.pushed_request WHERE consumed_at IS NULL ORDER BY expires_at DESC LIMIT 1',
    );
    const other = [paymentOf(amount, 'Rosa Lindqvist', number)];
    const change = `UPDATE authorization_server.pushed_request SET authorization_details = $1
      WHERE authorization_details = $2`;
    const before = JSON.stringify(asked!.authorization_details);
    await server.database.query(change, [JSON.stringify(other), before]);
    const refused = await visitor.press(page, 'login-submit', { otp: code });
    expect(refused.answer.status).toBe(422);
    expect(codeOnPhone(refused)).not.toBe(code);
    await server.database.query(change, [before, JSON.stringify(other)]);
  });

  it('stays the same while the page is looked at again', async () => {
    const page = await codePage(await push());
    expect(codeOnPhone(await visitor.open(page.url))).toBe(codeOnPhone(page));
  });
});

describe('a payment that is pushed', () => {
  it('is refused to a client that did not register the type (RFC 9396 10)', async () => {
    const other = await server.client('client-two');
    const { answer } = await other.push({
      parameters: { scope: 'openid', authorization_details: JSON.stringify([paymentOf()]) },
    });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ error: 'invalid_authorization_details' });
  });

  it('comes alone: what is to be seen is asked for on a page of its own', async () => {
    const access = {
      type: 'urn:sandbank:account-access:v1',
      consent: { Permissions: ['ReadAccountsBasic'] },
    };
    const { answer } = await client.push({
      parameters: {
        scope: 'openid accounts payments',
        authorization_details: JSON.stringify([paymentOf(), access]),
      },
    });
    expect(answer.json()).toMatchObject({ error: 'invalid_authorization_details' });
  });

  it('is promised in the metadata, with its schema at a URL of its own', async () => {
    const metadata = await client.discover();
    expect(metadata['scopes_supported']).toContain('payments');
    expect(metadata['authorization_details_types_supported']).toContain(type);
    const base = server.issuer.replace('/harbour', '');
    const schema = await exchange(`${base}/schemas/authorization-details/${type}`, server.tls.ca);
    expect(schema.status).toBe(200);
    expect(schema.json()).toMatchObject({ type: 'object', additionalProperties: false });
  });

  it('can name the sign-in it needs, and gets it (RFC 9470 4)', async () => {
    const pushed = await push(paymentOf(), {
      ...{ acr_values: 'urn:openbanking:psd2:sca', max_age: '300', state: randomUUID() },
    });
    expect(pushed.answer.status).toBe(201);
  });
});
