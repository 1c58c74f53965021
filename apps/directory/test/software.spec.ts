import { generateSigningKey } from '@sandbank/crypto';
import fc from 'fast-check';
import { described, registrarToken, RunningDirectory, type Account } from './running-directory.js';

describe('software', () => {
  let directory: RunningDirectory;
  let account: Account;
  let path: string;

  beforeAll(async () => {
    directory = await RunningDirectory.start();
    account = await directory.enrol('Tally Ltd', ['AISP', 'PISP']);
    path = `/organisations/${account.organisation}/software`;
  });
  afterAll(() => directory.stop());

  const add = (changes: object) =>
    directory.send('POST', path, account.token, { ...described, ...changes });

  const full = {
    client_name: 'Tally für Alle',
    redirect_uris: ['https://app.example/cb?x=y', 'http://127.0.0.1/', 'http://[::1]:8080/cb'],
    roles: ['AISP', 'PISP'],
    software_version: '2.0',
    client_uri: 'https://app.example/',
    logo_uri: 'https://app.example/logo.png',
    policy_uri: 'https://app.example/policy',
    tos_uri: 'https://app.example/terms',
    contacts: ['dev@app.example'],
  };

  it('is added, read, listed, described anew and withdrawn', async () => {
    const added = await add({ ...full, unknown_member: 1 });
    expect(added.status).toBe(201);
    const { software_id: id, ...rest } = added.json<{ software_id: string }>();
    const shown = {
      ...{ organisation_id: account.organisation, status: 'active', certificates: [] },
      jwks_uri: `${directory.url}/software/${id}/jwks`,
      san_uri: `urn:sandbank:software:${id}`,
    };
    expect(rest).toEqual({ ...full, ...shown });
    const own = `${path}/${id}`;
    expect((await directory.send('GET', own, account.token)).body).toBe(added.body);
    const replaced = await directory.send('PUT', own, account.token, described);
    expect(replaced.json()).toEqual({ ...described, ...shown, software_id: id });
    const listed = await directory.send('GET', path, account.token);
    expect(listed.json()).toEqual({ software: [replaced.json()] });
    expect((await directory.send('DELETE', own, account.token)).status).toBe(204);
    expect((await directory.ask(`/software/${id}/jwks`)).json()).toEqual({ keys: [] });
    expect((await directory.send('GET', path, account.token)).json()).toEqual({ software: [] });
    expect((await directory.send('DELETE', own, account.token)).status).toBe(404);
  });

  it.each<[string, object]>([
    ['redirect_uris.0', { redirect_uris: ['https://app.example/#part'] }],
    ['redirect_uris.0', { redirect_uris: ['https://*.app.example/'] }],
    ['redirect_uris.0', { redirect_uris: ['http://app.example/'] }],
    ['redirect_uris.0', { redirect_uris: ['https://user:secret@app.example/'] }],
    ['redirect_uris.0', { redirect_uris: ['https://äpp.example/'] }],
    ['redirect_uris.0', { redirect_uris: ['javascript:alert(1)'] }],
    ['redirect_uris.0', { redirect_uris: ['https:///app.example/'] }],
    ['redirect_uris.0', { redirect_uris: ['https://0x7f.1/'] }],
    ['redirect_uris.0', { redirect_uris: ['https://app.example;sandbox/'] }],
    ['redirect_uris.0', { redirect_uris: ['https://app.example/ space'] }],
    ['redirect_uris', { redirect_uris: [] }],
    ['redirect_uris', { redirect_uris: Array(21).fill('https://app.example/') }],
    ['client_name', { client_name: 'one\u202ename' }],
    ['client_name', { client_name: 'two\nlines' }],
    ['client_name', { client_name: '\u0000' }],
    ['client_name', { client_name: ' ' }],
    ['client_name', { client_name: '\u3164\u2800' }],
    ['client_name', { client_name: '\u0301' }],
    ['client_name', { client_name: 'x'.repeat(101) }],
    ['roles.0', { roles: ['ASPSP'] }],
    ['roles', { roles: ['CBPII'] }],
    ['roles', { roles: [] }],
    ['logo_uri', { logo_uri: 'http://app.example/logo' }],
    ['policy_uri', { policy_uri: 'data:text/html,x' }],
    ['contacts', { contacts: 'dev@app.example' }],
    ['certificate_requests.0.use', { certificate_requests: [{ use: 'any', csr: 'x' }] }],
    ['jwks.keys', { jwks: {} }],
  ])('is refused for its %s: %j', async (member, changes) => {
    const answer = await add(changes);
    expect(answer.status).toBe(400);
    expect(answer.json()['error_description']).toMatch(new RegExp(`^${member}: `));
  });

  it('has at most fifty siblings', async () => {
    const crowded = await directory.enrol('Crowded Ltd');
    const many = await Promise.all(
      Array.from({ length: 54 }, () =>
        directory.send(
          'POST',
          `/organisations/${crowded.organisation}/software`,
          crowded.token,
          described,
        ),
      ),
    );
    const statuses = many.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array<number>(50).fill(201), ...Array<number>(4).fill(409)]);
  });

  it('hosts pasted keys, and none that is private, weak, doubled or of no use', async () => {
    const software = await directory.add(account);
    const paste = (keys: object[]) =>
      directory.send('PUT', `${software.path}/jwks`, account.token, { keys });
    const [ec, ed] = [await generateSigningKey('ES256'), await generateSigningKey('EdDSA')];
    const { kid, ...nameless } = ec.publicJwk;
    const pasted = await paste([nameless, { ...ed.publicJwk, kid: 'mine', ext: true }]);
    expect(pasted.status).toBe(200);
    const hosted = await directory.ask(new URL(software.jwks_uri).pathname);
    expect(hosted.json()).toEqual({ keys: [ec.publicJwk, { ...ed.publicJwk, kid: 'mine' }] });
    const n = Buffer.alloc(64, 0xff).toString('base64url');
    const refused: [object[], string][] = [
      [[ec.privateJwk], 'keys.0: a public JWK has no member d'],
      [[{ kty: 'oct', k: 'AAAA' }], 'keys.0: a public JWK has no member k'],
      [[{ kty: 'RSA', n, e: 'AQAB' }], 'keys.0: RSA keys have at least 2048 bits'],
      [
        [ec.publicJwk, { ...ed.publicJwk, kid: kid! }],
        'keys: two keys share one kid, or are the same',
      ],
      [[ec.publicJwk, nameless], 'keys: two keys share one kid, or are the same'],
      ...['none', 'HS256', 'PS256', '\u0000'].map((alg): [object[], string] => [
        [{ ...ec.publicJwk, alg }],
        'keys.0: alg is that of the key, one of PS256, ES256, EdDSA, Ed25519, or left out',
      ]),
      [[{ ...ec.publicJwk, use: 'enc' }], 'keys.0: use is sig: keys of other uses are not hosted'],
      [
        [{ ...ec.publicJwk, x: ed.publicJwk.kty === 'OKP' ? ed.publicJwk.x : '' }],
        'keys.0: the key cannot be imported',
      ],
      [[{ ...ec.publicJwk, kid: 'ü' }], 'keys.0: kid is 1 to 200 visible ASCII characters'],
      [[{ ...ec.publicJwk, crv: 'P-384' }], 'keys.0: EC keys use P-256'],
    ];
    for (const [keys, words] of refused) {
      const answer = await paste(keys);
      expect([answer.status, answer.json()['error_description']]).toEqual([400, words]);
      expect(answer.body).not.toContain((ec.privateJwk as { d: string }).d);
    }
    expect((await paste(Array(11).fill(ec.publicJwk))).status).toBe(400);
    expect((await directory.ask(new URL(software.jwks_uri).pathname)).body).toBe(hosted.body);
    expect(directory.log.join('')).not.toContain((ec.privateJwk as { d: string }).d);
  });

  it('survives whatever is sent: never a fault, and nothing half made', async () => {
    const software = await directory.add(account);
    const member = fc.constantFrom(
      ...['client_name', 'redirect_uris', 'roles', 'jwks', 'keys', 'certificate_requests', 'use'],
      ...['csr', 'reason', 'name', 'country', 'contacts', 'logo_uri', '__proto__', 'constructor'],
    );
    const value = fc.oneof(
      fc.jsonValue(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('AISP', 'https://app.example/', 'transport', '\u0000', '\ud800', 1e308, -0),
    );
    const object = fc.dictionary(member, fc.oneof(value, fc.array(value)), { maxKeys: 6 });
    const bodies = fc.sample(
      fc.oneof(
        object,
        object.map((each) => ({ ...described, ...each })),
        value,
      ),
      {
        ...{ numRuns: 120, seed: 7 },
      },
    );
    const before = await directory.database.query<{ count: string }>(counted);
    let made = 0;
    const ways: [string, string, string][] = [
      ['POST', '/organisations', registrarToken],
      ['POST', path, account.token],
      ['PUT', software.path, account.token],
      ['PUT', `${software.path}/jwks`, account.token],
      ['POST', `${software.path}/certificates`, account.token],
      ['POST', `${software.path}/statements`, account.token],
    ];
    for (let start = 0; start < bodies.length; start += 12) {
      const answers = await Promise.all(
        bodies.slice(start, start + 12).map((body, index) => {
          const [method, address, token] = ways[(start + index) % ways.length]!;
          return directory
            .send(method, address, token, body ?? null)
            .then((answer) => ({ address, answer }));
        }),
      );
      for (const { address, answer } of answers) {
        expect(answer.status).toBeLessThan(500);
        if (answer.status === 201 && address === path) made += 1;
      }
    }
    const after = await directory.database.query<{ count: string }>(counted);
    expect(Number(after[0]!.count) - Number(before[0]!.count)).toBe(made);
  });

  const counted = 'SELECT count(*) FROM directory.software';
});
