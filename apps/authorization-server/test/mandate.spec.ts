import {
  authorizationResponse,
  BankVisitor,
  codeOnPhone,
  type FapiClient,
  type Page,
  type Pushed,
} from '@sandbank/testing';
import { detailsOf, registerForAllTypes } from './details-of-every-type.js';
import { maya, startServer, type RunningServer } from './running-server.js';

let server: RunningServer;
let client: FapiClient;
let visitor: BankVisitor;

const vrp = detailsOf('urn:sandbank:domestic-vrp:v1');
const funds = detailsOf('urn:sandbank:funds-confirmation:v1');

const push = (scope: string, details: object): Promise<Pushed> =>
  client.push({
    parameters: { scope: `openid ${scope}`, authorization_details: JSON.stringify([details]) },
  });

const loginPage = async ({ requestUri }: Pushed): Promise<Page> =>
  visitor.open(await client.authorizationUrl(requestUri));
const codePage = async (pushed: Pushed): Promise<Page> =>
  visitor.press(await loginPage(pushed), 'login-submit', maya);
const consentPage = async (pushed: Pushed): Promise<Page> => {
  const page = await codePage(pushed);
  return visitor.press(page, 'login-submit', { otp: codeOnPhone(page) });
};

/** The details with another sort code and account number for the account that the app names. */
function from(details: object, Identification: string): object {
  const text = JSON.stringify(details);
  return JSON.parse(text.replace('20410700000002', Identification)) as object;
}

async function expectAskedAgain(page: Page, accounts: string | string[]): Promise<void> {
  const again = await visitor.press(page, 'consent-allow', { accounts });
  expect(again.answer.status).toBe(422);
  expect(again.answer.body).toContain('Nothing is allowed yet');
}

beforeAll(async () => {
  server = await startServer();
  await registerForAllTypes(server);
  client = await server.client();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.clock.advance(1);
  visitor = new BankVisitor(server.tls.ca);
});

describe('payments within limits at the bank', () => {
  it('are told at every step, allowed once, and end in a token for the one account (RFC 9396 7)', async () => {
    const pushed = await push('payments', vrp);
    const login = await loginPage(pushed);
    expect(login.answer.body).toMatch(/asks to pay.*Rosa Lindqvist.*by itself/s);
    const code = await visitor.press(login, 'login-submit', maya);
    expect(code.answer.body).toMatch(
      /code to allow payments to Rosa Lindqvist \(40-00-00 12345678\): up to £200\.00 each, £500\.00 a month/,
    );
    const page = await visitor.press(code, 'login-submit', { otp: codeOnPhone(code) });
    expect(page.answer.body).toContain('After 2 payments of £200.00, £100.00 is left');
    // The app named the account: it is the only one, and picked.
    expect(page.answer.body.match(/name="accounts"/g)).toHaveLength(1);
    expect(page.answer.body).toMatch(/checked=""[^>]*value="acc-2"|value="acc-2"[^>]*checked=""/);
    const back = await visitor.press(page, 'consent-allow', { accounts: 'acc-2' });
    const { code: granted } = authorizationResponse(client, pushed, back);
    const tokens = (await client.redeem(granted, pushed.codeVerifier)).json();
    expect(tokens['authorization_details']).toEqual([
      {
        ...vrp,
        locations: [`${server.resourceBase}/pisp`],
        ...{ ConsentId: expect.any(String), Status: 'AUTH', AccountIds: ['acc-2'] },
      },
    ]);
  });

  it('need a code of their own, and take one account of the customer alone', async () => {
    const anyAccount = JSON.parse(
      JSON.stringify(vrp, (name, value: unknown) => (name === 'DebtorAccount' ? undefined : value)),
    ) as object;
    const code = await codePage(await push('payments', anyAccount));
    expect(codeOnPhone(code)).not.toBe(maya.code);
    const page = await visitor.press(code, 'login-submit', { otp: codeOnPhone(code) });
    expect(page.answer.body).not.toMatch(/<input[^>]*checked/);
    for (const accounts of [[], ['acc-1', 'acc-2']]) await expectAskedAgain(page, accounts);
  });

  it('leave no other account than the one that the app named, whatever the form says', async () => {
    const page = await consentPage(await push('payments', vrp));
    const body = page.answer.body.replace('value="acc-2"', 'value="acc-1"');
    const answer = Object.create(page.answer, { body: { value: body } }) as Page['answer'];
    await expectAskedAgain({ ...page, answer }, 'acc-1');
  });

  it('from an account that the customer does not hold can be cancelled alone', async () => {
    const page = await consentPage(await push('payments', from(vrp, '20410799999999')));
    expect(page.answer.body).toContain('You have no account that these payments could leave.');
    expect(page.answer.body).not.toContain('id="consent-allow"');
    const again = await visitor.press(page, 'cancel');
    expect(again.url.searchParams.get('error')).toBe('access_denied');
  });
});

describe.each([
  [
    'a payment on a day to come',
    'urn:sandbank:domestic-scheduled-payment:v1',
    /asks you to pay.*£2,500\.00.*Rosa Lindqvist.* on \d+ \w+ \d{4}/s,
    /code to pay £2,500\.00 to Rosa Lindqvist \(40-00-00 12345678\) on \d+ \w+ \d{4}\. Never/,
    'Pay £2,500.00 on that day',
  ],
  [
    'a standing order',
    'urn:sandbank:domestic-standing-order:v1',
    /asks you to set up a standing order to.*Rosa Lindqvist/s,
    /code to set up a standing order to Rosa Lindqvist \(40-00-00 12345678\): £600\.00 on .*, then £500\.00 every month, last £100\.00 on /,
    'Set up this standing order',
  ],
])('%s at the bank', (_what, type, wish, message, button) => {
  const details = detailsOf(type);

  it('is told at every step, needs no money today, and ends in a token for the one account (RFC 9396 7)', async () => {
    const pushed = await push('payments', details);
    const login = await loginPage(pushed);
    expect(login.answer.body).toMatch(wish);
    const code = await visitor.press(login, 'login-submit', maya);
    expect(code.answer.body).toMatch(message);
    expect(codeOnPhone(code)).not.toBe(maya.code);
    const page = await visitor.press(code, 'login-submit', { otp: codeOnPhone(code) });
    expect(page.answer.body).toContain(button);
    expect(page.answer.body).not.toMatch(/Not enough for this payment/);
    expect(page.answer.body.match(/name="accounts"/g)).toHaveLength(1);
    const back = await visitor.press(page, 'consent-allow', { accounts: 'acc-2' });
    const { code: granted } = authorizationResponse(client, pushed, back);
    const tokens = (await client.redeem(granted, pushed.codeVerifier)).json();
    expect(tokens['authorization_details']).toEqual([
      {
        ...details,
        locations: [`${server.resourceBase}/pisp`],
        ...{ ConsentId: expect.any(String), Status: 'AUTH', AccountIds: ['acc-2'] },
      },
    ]);
  });
});

describe('questions about funds at the bank', () => {
  it('are allowed for the account that the app names (RFC 9396 7)', async () => {
    const pushed = await push('fundsconfirmations', funds);
    const page = await consentPage(pushed);
    expect(page.answer.body).toMatch(/asks whether your account holds enough/);
    expect(page.answer.body).toContain('20-41-07 00000002');
    expect(page.answer.body).toContain('It never learns your balance');
    const back = await visitor.press(page, 'consent-allow', { accounts: 'acc-2' });
    const { code } = authorizationResponse(client, pushed, back);
    const tokens = (await client.redeem(code, pushed.codeVerifier)).json();
    expect(tokens).toMatchObject({
      scope: 'openid fundsconfirmations',
      authorization_details: [{ ...funds, AccountIds: ['acc-2'], Status: 'AUTH' }],
    });
  });

  it('show what the scopes ask for besides, and only where they ask (RFC 9396 3.1)', async () => {
    const asking = await consentPage(await push('profile fundsconfirmations', funds));
    expect(asking.answer.body).toContain('Your first and last name');
    const page = await consentPage(await push('fundsconfirmations', funds));
    expect(page.answer.body).not.toContain('Your first and last name');
  });

  it('about an account of somebody else say only that the customer has none such', async () => {
    const pushed = await push('fundsconfirmations', from(funds, '20410799999999'));
    const page = await consentPage(pushed);
    expect(page.answer.body).toContain('You have no account with that number.');
    expect(page.answer.body).not.toContain('id="consent-allow"');
    expect(page.answer.body).not.toContain('name="accounts"');
  });
});
