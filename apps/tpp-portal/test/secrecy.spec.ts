import { startPortal, type Browser, type RunningPortal } from './running-portal.js';

let portal: RunningPortal;
let browser: Browser;
const sent: string[] = [];

beforeAll(async () => {
  portal = await startPortal();
  browser = portal.browser();
  const { flowId } = await browser.connect(portal.bank);
  await browser.send('/api/banks/harbour/accounts');
  portal.clock.advance(301);
  await browser.send('/api/banks/harbour/spending');
  const { authorizationUrl } = await browser.start();
  await browser.comeBack(portal.bank.allow(authorizationUrl, { iss: 'https://attacker.example' }));
  for (const path of ['/api/banks', '/api/people', '/api/flows', `/api/flows/${flowId}`]) {
    await browser.send(path);
  }
  const form = (name: string): string[] =>
    portal.bank.requests.flatMap((request) => request.form.get(name) ?? []);
  sent.push(
    ...form('code_verifier'),
    ...form('client_assertion').map((jwt) => jwt.split('.')[2]!),
    ...portal.bank.requests.flatMap(({ headers }) =>
      headers['dpop'] === undefined ? [] : [String(headers['dpop']).split('.')[2]!],
    ),
    portal.clientKey.d!,
  );
}, 60_000);
afterAll(() => portal.stop());

const found = (text: string, secrets: readonly string[]): string[] =>
  secrets.filter((secret) => secret !== '' && text.includes(secret));

describe('what the browser receives', () => {
  it('holds no token, code, verifier, signature or key, in no answer of the whole journey', () => {
    expect(portal.bank.secrets.length).toBeGreaterThan(6);
    expect(sent.length).toBeGreaterThan(10);
    const everything = browser.received.join('\n');
    expect(everything).toContain('/par');
    expect(found(everything, [...portal.bank.secrets, ...sent])).toEqual([]);
  });

  it('does hold what a developer wants to see: claims, checks and hops', () => {
    const everything = browser.received.join('\n');
    for (const word of [
      'dpop+jwt',
      'at+jwt',
      'jkt',
      'authorization_details',
      '"ath"',
      'RFC 9449 5',
    ]) {
      expect(everything).toContain(word);
    }
  });
});

describe('what is kept', () => {
  it('holds no token, code, verifier, key or cookie in the clear', async () => {
    const tables = await portal.database.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'tpp_portal'`,
    );
    let text = '';
    for (const { name } of tables) {
      const rows = await portal.database.query(
        `SELECT to_jsonb(t) AS row FROM tpp_portal.${name} t`,
      );
      text += JSON.stringify(rows);
    }
    expect(text).toContain('sealed_tokens');
    const cookie = browser.cookie!.split('=')[1]!;
    expect(found(text, [...portal.bank.secrets, ...sent, cookie])).toEqual([]);
    // bytea is written in hexadecimal here: the sealed columns are searched in that form too.
    const inHex = [...portal.bank.secrets, ...sent].map((secret) =>
      Buffer.from(secret).toString('hex'),
    );
    expect(found(text, inHex)).toEqual([]);
  });

  it('opens only under this portal’s secret and in its own row', async () => {
    await portal.database.query(
      `UPDATE tpp_portal.connection SET sealed_tokens = set_byte(sealed_tokens, 20, get_byte(sealed_tokens, 20) # 1)`,
    );
    expect((await browser.send('/api/banks/harbour/accounts')).json()).toMatchObject({
      error: 'reconnect_required',
    });
  });
});

describe('what is logged', () => {
  it('holds none of it either', () => {
    const log = portal.log.join('\n');
    const cookie = browser.cookie!.split('=')[1]!;
    expect(log).toContain('/api/flows/:flow');
    expect(found(log, [...portal.bank.secrets, ...sent, cookie])).toEqual([]);
  });
});
