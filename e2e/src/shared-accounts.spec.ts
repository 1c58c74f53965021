import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOnPhone } from './http/customer.js';
import { PageVisitor, type Sight } from './http/page-visitor.js';
import { bank, sandbox } from './sandbox/sandbox.js';
import { ScriptApp, type Tokens } from './sandbox/script-app.js';

// Payments within limits from an account that two must sign for: one lets an app pay, the other signs at the bank.
const description = sandbox();
const harbour = bank(description);
const personCalled = (name: string) =>
  description.customers.find(({ username }) => username === name)!;
const [sofia, luca] = [personCalled('sofia'), personCalled('luca')];
const account = 'Studio Halyard';

const payee = {
  SchemeName: 'UK.OBIE.SortCodeAccountNumber',
  Identification: '00122084592555',
  Name: 'Tomos Rhys',
};
const sum = (Amount: string) => ({ Amount, Currency: 'GBP' });
const mandate = {
  ControlParameters: {
    MaximumIndividualAmount: sum('5.00'),
    PeriodicLimits: [{ PeriodType: 'Day', PeriodAlignment: 'Consent', ...sum('8.00') }],
    VRPType: ['UK.OBIE.VRPType.Sweeping'],
    PSUAuthenticationMethods: ['UK.OBIE.SCANotRequired'],
  },
  Initiation: { CreditorAccount: payee },
  Risk: {},
};

interface Body {
  readonly Data: Readonly<Record<string, unknown>> & { readonly Status: string };
  readonly Links: { readonly Self: string };
}

let app: ScriptApp;
let tokens: Tokens;
const dashboards = new Map<string, PageVisitor>();

/** A page of somebody's dashboard. */
async function dashboard(person: typeof sofia, path = ''): Promise<Sight> {
  const known = dashboards.get(person.username);
  const visitor = known ?? new PageVisitor(new URL(harbour.issuer).origin);
  const url = new URL(`${harbour.issuer}/dashboard${path}`);
  const page = await visitor.open(url);
  if (known !== undefined) return page;
  dashboards.set(person.username, visitor);
  const { username, password } = person;
  const code = await visitor.press(page, 'login-submit', { username, password });
  return visitor.press(code, 'login-submit', { otp: codeOnPhone(code.html) });
}

const order = (Amount: string): Promise<Response> => {
  const { ConsentId } = tokens.access;
  const { Initiation, Risk } = mandate;
  const Instruction = {
    ...{ InstructionIdentification: 'E2E', EndToEndIdentification: 'E2E' },
    ...{ InstructedAmount: sum(Amount), CreditorAccount: payee },
  };
  const kind = {
    PSUAuthenticationMethod: 'UK.OBIE.SCANotRequired',
    VRPType: 'UK.OBIE.VRPType.Sweeping',
  };
  const body = { Data: { ConsentId, ...kind, Initiation, Instruction }, Risk };
  return app.post(tokens.accessToken, 'pisp/domestic-vrps', body, randomUUID());
};

const seen = async (self: string): Promise<string> =>
  ((await (await app.call(tokens.accessToken, self)).json()) as Body).Data.Status;

beforeAll(async () => {
  app = await ScriptApp.discover(description);
  const details = [{ type: 'urn:sandbank:domestic-vrp:v1', consent: mandate }];
  const request = await app.push({
    scope: 'openid payments',
    authorization_details: JSON.stringify(details),
  });
  const visitor = new PageVisitor(request.url.origin);
  const { username, password } = sofia;
  const login = await visitor.open(request.url);
  const code = await visitor.press(login, 'login-submit', { username, password });
  const page = await visitor.press(code, 'login-submit', { otp: codeOnPhone(code.html) });
  const chosen = new RegExp(`value="([0-9a-f-]{36})"(?:(?!value=")[^])*?${account}`).exec(
    page.html,
  );
  const { url } = await visitor.press(page, 'consent-allow', { accounts: [chosen![1]!] });
  tokens = await app.exchange(request, url);
}, 60_000);

describe('an account that two must sign for', () => {
  it('pays within limits once the other holder has signed at the bank', async () => {
    const placed = await order('4.00');
    expect(placed.status).toBe(201);
    const { Data, Links } = (await placed.json()) as Body;
    expect(Data.Status).toBe('PDNG');
    expect((await dashboard(sofia)).html).not.toContain('Waiting for your signature');
    const overview = await dashboard(luca);
    expect(overview.html).toContain('Waiting for your signature');
    const id = String(Data['DomesticVRPId']);
    const ask = await dashboard(luca, `/payments/${id}/sign`);
    const otp = codeOnPhone(ask.html);
    expect(ask.html).toMatch(/sign the payment of £4\.00 to Tomos Rhys/);
    const signed = await dashboards.get('luca')!.press(ask, 'login-submit', { otp });
    expect(signed.html).toContain('Everybody has signed');
    const until = performance.now() + 30_000;
    while ((await seen(Links.Self)) !== 'ACCC' && performance.now() < until) await delay(250);
    expect(await seen(Links.Self)).toBe('ACCC');
  }, 60_000);

  it('pays nothing when the other holder refuses, and what was counted is free again', async () => {
    expect((await order('4.01')).status).toBe(400);
    const { Data, Links } = (await (await order('4.00')).json()) as Body;
    expect((await order('0.01')).status).toBe(400);
    const page = await dashboard(luca, `/payments/${String(Data['DomesticVRPId'])}`);
    const refused = await dashboards.get('luca')!.press(page, 'refuse');
    expect(refused.html).toContain('Nothing is paid');
    expect(await seen(Links.Self)).toBe('RJCT');
    const again = await order('4.00');
    expect(again.status).toBe(201);
  });

  it('is asked about, and its holder sees the question', async () => {
    const { ConsentId } = tokens.access;
    const path = `pisp/domestic-vrp-consents/${ConsentId}/funds-confirmation`;
    const body = { Data: { ConsentId, Reference: 'Enough?', InstructedAmount: sum('3.21') } };
    const answer = await app.post(tokens.accessToken, path, body);
    expect(answer.status).toBe(201);
    const { html } = await dashboard(sofia, `/consents/${ConsentId}`);
    expect(html).toMatch(/Is there £3\.21\?/);
    expect(html).toContain('Answered yes');
  });
});
