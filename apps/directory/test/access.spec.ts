import { randomUUID } from 'node:crypto';
import { RouteTable } from '@sandbank/platform';
import { Organisations } from '../src/organisations/organisations.js';
import { newRequest } from './requests.js';
import { registrarToken, RunningDirectory, type Account } from './running-directory.js';

/** Open to all, and why: keys, lists and what every bank has to read. */
const published = [
  'GET /.well-known/sandbank-directory',
  'GET /authorities',
  'GET /authorities/:authority/certificate',
  'GET /authorities/:authority/crl',
  'GET /healthz',
  'GET /jwks',
  'GET /participants',
  'GET /participants/signed',
  'GET /software/:software/jwks',
];

/** For the registrar, who enrols organisations and sees whose software is whose. */
const registrars = ['GET /certificates', 'GET /software', 'POST /organisations'];

describe('who may use a route of the directory', () => {
  let directory: RunningDirectory;
  let own: Account;
  let foreign: Account;
  let path: (route: string) => string;

  beforeAll(async () => {
    directory = await RunningDirectory.start();
    own = await directory.enrol('Tally Ltd');
    foreign = await directory.enrol('Another Ltd');
    const requests = [{ use: 'signing', csr: await newRequest() }];
    const software = await directory.add(own, { certificate_requests: requests });
    const [authority] = await directory.trust();
    const parts: Record<string, string> = {
      organisation: own.organisation,
      software: software.software_id,
      certificate: software.certificates[0]!.certificate_id,
      authority: authority!.authority_id,
    };
    path = (route) => route.replace(/:(\w+)/g, (_, name: string) => parts[name]!);
  });
  afterAll(() => directory.stop());

  const guarded = (): string[] =>
    directory
      .service(RouteTable)
      .list()
      .filter((route) => !published.includes(route));
  const call = (route: string, token?: string, named = path(route)) => {
    const method = route.split(' ')[0]!;
    const body = method === 'POST' || method === 'PUT' ? {} : undefined;
    return directory.send(method, named.split(' ')[1]!, token, body);
  };

  it('is said of each: those on the list are open, and there are some others', async () => {
    const routes = directory.service(RouteTable).list();
    expect(routes.filter((route) => published.includes(route))).toEqual(published);
    expect(guarded().length).toBeGreaterThan(12);
    for (const route of published)
      expect([route, (await call(route)).status]).toEqual([route, 200]);
  });

  it('every other wants a token, and takes none but that of its organisation', async () => {
    for (const route of guarded()) {
      const strangers = [undefined, 'x'.repeat(43), foreign.token, registrarToken];
      if (registrars.includes(route)) strangers[3] = own.token;
      const answers = await Promise.all(strangers.map((token) => call(route, token)));
      const expected = registrars.includes(route) ? [401, 401, 401, 401] : [401, 401, 404, 401];
      expect([route, ...answers.map(({ status }) => status)]).toEqual([route, ...expected]);
      for (const answer of answers) {
        expect(Object.keys(answer.json())).toEqual(['error', 'error_description']);
        expect(answer.header('cache-control')).toBe('no-store');
        expect(answer.header('x-fapi-interaction-id')).toMatch(/^[0-9a-f-]{36}$/);
        if (answer.status === 401)
          expect(answer.header('www-authenticate')).toMatch(/^Bearer realm=/);
      }
    }
    // None of it has left a trace: the certificate counts, the software is there.
    const software = await directory.send(
      'GET',
      path('/organisations/:organisation/software'),
      own.token,
    );
    expect(software.json<{ software: object[] }>().software).toHaveLength(1);
  });

  it('an organisation that shows its own token below its own name finds nothing of another', async () => {
    const theirs = path('/organisations/:organisation/software/:software').replace(
      own.organisation,
      foreign.organisation,
    );
    const suffixes = ['', '/certificates', '/statements', '/jwks'];
    const ways: [string, string, object?][] = [
      ['GET', suffixes[0]!],
      ['DELETE', suffixes[0]!],
      ['GET', suffixes[1]!],
      ['POST', suffixes[1]!, { use: 'signing', csr: await newRequest() }],
      ['POST', suffixes[2]!, {}],
      ['PUT', suffixes[3]!, { keys: [] }],
    ];
    for (const [method, suffix, body] of ways) {
      const answer = await directory.send(method, theirs + suffix, foreign.token, body);
      expect([method, suffix, answer.status]).toEqual([method, suffix, 404]);
    }
    // Their own software does not lend itself to another's certificate either.
    const lent = await directory.add(foreign);
    const certificate = path('/:certificate').slice(1);
    for (const act of ['renewal', 'revocation']) {
      const address = `${lent.path}/certificates/${certificate}/${act}`;
      expect((await directory.send('POST', address, foreign.token, {})).status).toBe(404);
    }
  });

  it('the registrar alone sees whose software is whose, and what ends when', async () => {
    const day = 86_400_000;
    const before = (days: number) =>
      new Date(directory.clock.now().getTime() + days * day).toISOString();
    const ending = async (days: number) => {
      const where = `/certificates?expiring_before=${encodeURIComponent(before(days))}`;
      const answer = await directory.send('GET', where, registrarToken);
      return answer.json<{ certificates: object[] }>().certificates;
    };
    expect(await ending(89)).toEqual([]);
    expect(await ending(91)).toEqual([
      expect.objectContaining({
        ...{ use: 'signing', client_name: 'Tally', organisation_name: 'Tally Ltd' },
        ...{ organisation_id: own.organisation, renewed: false },
      }),
    ]);
    const register = await directory.send('GET', '/software', registrarToken);
    expect(register.json<{ software: object[] }>().software).toContainEqual({
      software_id: expect.any(String),
      ...{ client_name: 'Tally', organisation_id: own.organisation },
      ...{ organisation_name: 'Tally Ltd', organisation_status: 'active' },
    });
    for (const query of ['', '?expiring_before=soon', '?expiring_before=2026-01-01'])
      expect((await directory.send('GET', `/certificates${query}`, registrarToken)).status).toBe(
        400,
      );
  });

  it('a token that was replaced is worth nothing from then on', async () => {
    const account = await directory.enrol('Renewed Ltd');
    const where = `/organisations/${account.organisation}`;
    const answer = await directory.send('POST', `${where}/token`, account.token);
    expect(answer.status).toBe(201);
    const { token } = answer.json<{ token: string }>();
    expect((await directory.send('GET', where, account.token)).status).toBe(401);
    expect((await directory.send('GET', where, token)).json()).toEqual({
      ...{ organisation_id: account.organisation, name: 'Renewed Ltd', country: 'GB' },
      ...{ roles: ['AISP', 'PISP', 'CBPII'], status: 'active' },
    });
    const rows = JSON.stringify(
      await directory.database.query('SELECT * FROM directory.organisation'),
    );
    expect(rows).not.toContain(token);
  });

  it('a suspended organisation does nothing', async () => {
    const account = await directory.enrol('Careless Ltd');
    const software = await directory.add(account);
    await directory.service(Organisations).setStatus(account.organisation, 'suspended');
    for (const route of guarded().filter((each) => !registrars.includes(each))) {
      const named = route
        .replace(':organisation', account.organisation)
        .replace(':software', software.software_id)
        .replace(':certificate', randomUUID());
      const answer = await call(route, account.token, named);
      expect([route, answer.status, answer.json()['error']]).toEqual([route, 403, 'access_denied']);
    }
  });

  it('no token stands in the log', () => {
    const log = directory.log.join('');
    for (const token of [own.token, foreign.token, registrarToken])
      expect(log).not.toContain(token);
  });
});
