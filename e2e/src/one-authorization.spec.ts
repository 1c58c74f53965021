import { approve } from './http/customer.js';
import { appOfItsOwn } from './revocation/app-of-its-own.js';
import { BankOfTwo } from './revocation/bank-of-two.js';
import { introspector } from './revocation/introspector.js';
import { connected, sceneOf, type Cast } from './revocation/trials.js';
import { wayNames, wayOf, type WayName } from './revocation/ways.js';
import { bank, sandbox, sandboxHome } from './sandbox/sandbox.js';
import { ScriptApp, type Tokens } from './sandbox/script-app.js';

// Access token, refresh token and unredeemed code of one authorization: what ends one ends all.
const description = sandbox();
const harbour = bank(description);

let both: BankOfTwo;
let cast: Cast;
let introspect: Awaited<ReturnType<typeof introspector>>;

beforeAll(async () => {
  const client = await appOfItsOwn(harbour.slug);
  both = await BankOfTwo.open(sandboxHome(), description, harbour);
  introspect = await introspector(sandboxHome(), description, harbour);
  const app = await ScriptApp.discover(description, client);
  const customer = description.customers.find((one) => one.bank === harbour.slug)!;
  cast = { description, bank: harbour, app, clientId: client.client_id, customer };
});
afterAll(() => both.close());

/** The error of a request that must fail, or that it did not. */
const errorOf = (request: Promise<unknown>): Promise<unknown> =>
  request.then(
    () => 'no error',
    (error: unknown) => (error as { error?: unknown }).error,
  );

/** What each place says of the tokens. */
async function worthOf({ accessToken, refreshToken }: Tokens) {
  const { app } = cast;
  const accounts = await both.look(app, accessToken, 0);
  const userInfo = await app.call(accessToken, `${harbour.issuer}/userinfo`);
  const { active } = await introspect(accessToken);
  const statuses = [...accounts, userInfo].map(({ status }) => status);
  return { statuses, active, refresh: await errorOf(app.refresh(refreshToken)) };
}

const good = { statuses: [200, 200, 200], active: true, refresh: 'no error' };
const dead = { statuses: [401, 401, 401], active: false, refresh: 'invalid_grant' };

const after: Readonly<Record<WayName, object>> = {
  'refresh token revoked': dead,
  // An access token is given back alone while there is a refresh token: it is the app's to say what ends.
  'access token revoked': { ...dead, refresh: 'no error' },
  'grant deleted': dead,
  'consent deleted': dead,
  'stopped at the dashboard': dead,
  'client frozen': { ...dead, refresh: 'invalid_client' },
};

describe('what one authorization gave ends together (SP-5.3.4-3, RFC 7009 2.1)', () => {
  it.each(wayNames)('%s', async (way) => {
    const scene = sceneOf(cast, both, 1);
    const tokens = await connected(cast);
    expect(await worthOf(tokens)).toEqual(good);
    const { prepare, undo } = wayOf(way);
    await (
      await prepare(scene, tokens)
    )();
    expect(await worthOf(tokens)).toEqual(after[way]);
    await undo?.(scene);
  });

  it.each([
    ['grant deleted', 'invalid_grant'],
    ['client frozen', 'invalid_client'],
  ] as const)('%s: a code that nobody redeemed is %s', async (way, error) => {
    const scene = sceneOf(cast, both, 1);
    const tokens = await connected(cast);
    const merge = { grant_management_action: 'merge', grant_id: tokens.grantId };
    const request = await cast.app.push(merge);
    const { callback } = await approve(request.url, cast.customer);
    const { prepare, undo } = wayOf(way);
    await (
      await prepare(scene, tokens)
    )();
    expect(await errorOf(cast.app.exchange(request, callback))).toBe(error);
    expect(await errorOf(cast.app.refresh(tokens.refreshToken))).toBe(error);
    await undo?.(scene);
  });
});
