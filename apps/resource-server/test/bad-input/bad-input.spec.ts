import fc from 'fast-check';
import { Database, RouteTable } from '@sandbank/platform';
import { headerParameters } from '../../src/openapi/parameters.js';
import { verifyLedger } from '../../src/ledger/verify/verify-ledger.js';
import { Harness } from '../harness.js';
import { rows, withoutToken } from '../state-matrix/expectations.js';
import type { SituationName } from '../state-matrix/situations.js';
import { changedCall, goodCalls, rowCounts, type GoodCall } from './calls.js';
import { described, takesKey } from './described.js';
import { brokenTexts, otherTypes, strangers, wrongTexts } from './mutations.js';
import { codeOf, surprises } from './surprises.js';

let bank: Harness;
let calls: readonly GoodCall[];
let before: Awaited<ReturnType<typeof rowCounts>>;
beforeAll(async () => {
  bank = await Harness.start();
  calls = await goodCalls(bank);
  before = await rowCounts(bank);
}, 60_000);
afterEach(async () => {
  expect(await rowCounts(bank)).toEqual(before);
});
afterAll(async () => {
  const { faults } = await verifyLedger(bank.application.get(Database));
  expect(faults).toEqual([]);
  await bank.stop();
});

const withBodies = () => calls.filter(({ request }) => request.body !== undefined);
const bodyOf = ({ request }: GoodCall) => JSON.parse(request.body ?? '') as object;
const ofApi = () => calls.filter(({ route }) => route.includes('/open-banking/'));

describe('the documents', () => {
  it('describe every route, but for what is no part of the API', () => {
    const others = [...Object.keys(withoutToken), 'GET /:bank/rejections'];
    expect([...described.keys(), ...others].sort()).toEqual(
      bank.application.get(RouteTable).list(),
    );
  });

  it('name the tokens that open a route, and no other', () => {
    const open = (route: string, situation: SituationName): boolean =>
      rows[route]?.outcomes[situation][0] !== 403;
    for (const [route, { security }] of described) {
      const tokens = [
        ...(open(route, 'AUTHORISED') ? ['customerToken'] : []),
        ...(open(route, 'token of the client’s own') ? ['clientToken'] : []),
      ];
      const named = security.flatMap((one) =>
        Object.keys(one).filter((it) => it !== 'certificate'),
      );
      expect([route, [...new Set(named)]]).toEqual([route, tokens]);
    }
  });
});

describe('a body', () => {
  it.each([
    ['that is no JSON, or ambiguous', brokenTexts],
    ['with values of other types', otherTypes],
    ['with members that nobody knows', strangers],
    ['with texts that their fields do not take', wrongTexts],
  ])(
    '%s is refused',
    async (_, mutations) => {
      const changes = withBodies().flatMap((call) =>
        mutations(bodyOf(call)).map(({ what, text }) => ({ call, what, text })),
      );
      const found = await surprises(
        changes,
        ({ call, text }) => changedCall(bank, call, { body: text }),
        // What the token does not stand for is another consent, whatever it is called.
        ({ what }, { status }) =>
          status === 400 || (status === 403 && what.startsWith('Data.ConsentId as "')),
      );
      expect(found).toEqual([]);
    },
    60_000,
  );

  it('of a megabyte is not read', async () => {
    const body = JSON.stringify({ Data: 'x'.repeat(1_048_576) });
    const found = await surprises(
      withBodies().map((call) => ({ call, what: 'a megabyte' })),
      ({ call }) => changedCall(bank, call, { body }),
      (_change, { status }) => status === 413,
    );
    expect(found).toEqual([]);
  });

  it('of any JSON at all is refused in order', async () => {
    for (const call of withBodies()) {
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (value) => {
          // Of nothing in particular may be asked in this way alone.
          const isPoll = call.route.endsWith('/events') && JSON.stringify(value) === '{}';
          const { status } = await changedCall(bank, call, { body: JSON.stringify(value) });
          return status === (isPoll ? 200 : 400);
        }),
        { numRuns: 12 },
      );
    }
  }, 60_000);

  it.each([
    ...['text/plain', 'application/xml', 'application/jsonp', 'application/x-www-form-urlencoded'],
    ...['multipart/form-data; boundary=x', 'application/json; charset=utf-16', 'application'],
    ...['application/json; charset=iso-8859-1', 'application/json;charset="us-ascii"'],
    'application/json; charset=utf-8; charset=utf-16',
  ])('as %s is 415', async (type) => {
    const found = await surprises(
      withBodies().map((call) => ({ call, what: type })),
      ({ call }) => changedCall(bank, call, { headers: { 'content-type': type } }),
      (_change, answer) => answer.status === 415 && codeOf(answer) === 'U006',
    );
    expect(found).toEqual([]);
  });

  it.each(['gzip', 'br', 'identity, gzip', 'x'])('coded as %s is 415', async (coding) => {
    const found = await surprises(
      withBodies().map((call) => ({ call, what: coding })),
      ({ call }) => changedCall(bank, call, { headers: { 'content-encoding': coding } }),
      (_change, answer) => answer.status === 415 && codeOf(answer) === 'U006',
    );
    expect(found).toEqual([]);
  });
});

const malformed = {
  'x-fapi-auth-date': ['', 'yesterday', '2017-09-10T19:43:31Z', 'Mon, 10 Sep 2017 19:43:31 GMT'],
  'x-fapi-customer-ip-address': ['', '300.1.1.1', 'localhost', '10.0.0.1, 10.0.0.2', '::g'],
  'x-fapi-end-user-present': ['', 'TRUE', 'yes', '1'],
  'x-customer-user-agent': ['', 'é', 'x'.repeat(513)],
  'x-idempotency-key': [undefined, '', ' ', 'x'.repeat(41), 'é', 'a\tb'],
} as const satisfies Partial<
  Record<keyof typeof headerParameters, readonly (string | undefined)[]>
>;

describe('a header', () => {
  it('of the documents is either malformed here, or cannot be', () => {
    expect(Object.keys(headerParameters).sort()).toEqual(
      [...Object.keys(malformed), 'DPoP', 'x-fapi-interaction-id'].sort(),
    );
  });

  it.each(Object.entries(malformed))(
    '%s that is malformed is U006 everywhere',
    async (name, values) => {
      const takers = ofApi().filter(({ route }) => name !== 'x-idempotency-key' || takesKey(route));
      const found = await surprises(
        takers.flatMap((call) => values.map((value) => ({ call, value, what: `${value}` }))),
        ({ call, value }) => changedCall(bank, call, { headers: { [name]: value } }),
        (_change, answer) => answer.status === 400 && codeOf(answer) === 'U006',
      );
      expect(found).toEqual([]);
    },
  );

  it('DPoP that is no proof is 401 everywhere', async () => {
    const proofs = ['', 'x', 'a.b.c', `${'e'.repeat(3000)}.e.e`];
    const found = await surprises(
      calls.flatMap((call) => proofs.map((dpop) => ({ call, dpop, what: dpop.slice(0, 10) }))),
      ({ call, dpop }) => changedCall(bank, call, { headers: { dpop } }),
      (_change, { status }) => status === 401,
    );
    expect(found).toEqual([]);
  });

  it.each(['text/html', 'application/xml, text/*', 'application/json;q=0', 'image/*'])(
    'Accept: %s is 406',
    async (accept) => {
      const found = await surprises(
        ofApi().map((call) => ({ call, what: accept })),
        ({ call }) => changedCall(bank, call, { headers: { accept } }),
        (_change, answer) => answer.status === 406 && codeOf(answer) === 'U006',
      );
      expect(found).toEqual([]);
    },
  );
});

const bodiless = { body: undefined, headers: { 'content-type': undefined } };

describe('an address', () => {
  it('answers to its methods alone, and names them', async () => {
    const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
    const served = bank.application.get(RouteTable);
    const changes = calls.flatMap((call) => {
      const allowed = served.methodsOf(new URL(call.url).pathname);
      const others = methods.filter((method) => !allowed.includes(method));
      return others.map((method) => ({ call, method, what: method, allow: allowed.join(', ') }));
    });
    const found = await surprises(
      changes,
      ({ call, method }) => changedCall(bank, call, { method, ...bodiless }),
      ({ allow }, answer) => answer.status === 405 && answer.header('allow') === allow,
    );
    expect(found).toEqual([]);
  });

  it.each([
    ['of another version', (url: string) => url.replace('/v4.0/', '/v3.1/')],
    ['of a version half told', (url: string) => url.replace('/v4.0/', '/v4/')],
    ['of a later version', (url: string) => url.replace('/v4.0/', '/v4.0.1/')],
    ['of no bank', (url: string) => url.replace('/harbour/', '/nowhere/')],
    ['below one that is', (url: string) => `${url}/further/than/that`],
    ['in capitals', (url: string) => url.replace('/open-banking/', '/Open-Banking/')],
  ])('%s is 404', async (_, change) => {
    const found = await surprises(
      ofApi().map((call) => ({ call, what: change(call.url) })),
      ({ call, what }) => changedCall(bank, call, { url: what }),
      (_change, { status }) => status === 404,
    );
    expect(found).toEqual([]);
  });

  it.each(['abc', '%00', '..%2F..', "'%20OR%201=1", '0'.repeat(36), '%C3%A9', '%C0%AF'])(
    'with an id like %s is 400',
    async (id) => {
      const withIds = ofApi().filter(({ route }) => route.split('/:').length > 2);
      const changes = withIds.flatMap((call) => {
        const segments = new URL(call.url).pathname.split('/');
        const names = (call.route.split(' ')[1] ?? '').split('/');
        return names.flatMap((name, index) =>
          name.startsWith(':') && name !== ':bank'
            ? [{ call, what: bank.baseUrl + segments.with(index, id).join('/') }]
            : [],
        );
      });
      const found = await surprises(
        changes,
        ({ call, what }) => changedCall(bank, call, { url: what }),
        (_change, { status }) => status === 400,
      );
      expect(found).toEqual([]);
    },
  );
});

// Last: what was refused above was refused for what was changed of it.
describe('the calls themselves', () => {
  afterEach(async () => {
    before = await rowCounts(bank);
  });

  it('succeed as they are, or tell that there is nothing', async () => {
    const found = await surprises(
      calls.map((call) => ({ call, what: 'as it is' })),
      ({ call }) => changedCall(bank, call),
      ({ call }, { status }) => status === call.status,
    );
    expect(found).toEqual([]);
  });
});
