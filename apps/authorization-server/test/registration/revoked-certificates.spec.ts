import {
  completeJourney,
  FapiClient,
  jsonAnswer,
  publicJwk,
  TestClientAuthority,
  type HttpsAnswer,
  type TestCertificate,
} from '@sandbank/testing';
import { RejectionRecorder } from '@sandbank/platform';
import { setTimeout as delay } from 'node:timers/promises';
import { maya } from '../running-server.js';
import {
  callback,
  clientKey,
  softwareClaims,
  startRegisteringServer,
  type Json,
  type RegisteringServer,
} from './test-directory.js';

let server: RegisteringServer;
let authority: TestClientAuthority;
beforeAll(async () => {
  authority = await TestClientAuthority.create();
  server = await startRegisteringServer(30);
  await publish();
});
afterAll(() => server.stop());

async function publish(...revoked: readonly TestCertificate[]): Promise<void> {
  const { publisher, key } = server.directory;
  const listed = { certificate: authority.ca, crl: await authority.revocationList({ revoked }) };
  publisher.answer = (response, request) =>
    jsonAnswer(
      request.url === '/authorities' ? { authorities: [listed] } : { keys: [publicJwk(key)] },
    )(response, request);
  const { length } = publisher.asked;
  while (publisher.asked.slice(length).filter((path) => path === '/authorities').length < 2)
    await delay(10);
}

/** A registered client of tokens that are bound to its certificate, which the directory issued. */
async function certified(
  method: Json,
): Promise<{ client: FapiClient; certificate: TestCertificate }> {
  const claims = softwareClaims();
  const answer = await server.register(
    { tls_client_certificate_bound_access_tokens: true, ...method },
    { claims },
  );
  expect(answer.status).toBe(201);
  const certificate = await authority.issue({
    subject: `CN=${String(claims['software_id'])}`,
    sans: [{ type: 'url', value: String(claims['software_san_uri']) }],
  });
  const isByKey = method['token_endpoint_auth_method'] === 'private_key_jwt';
  const client = await FapiClient.create({
    ...{ issuer: server.issuer, clientId: String(answer.json()['client_id']) },
    ...{ redirectUri: callback, ca: server.tls.ca, now: () => server.clock.now() },
    ...{ key: isByKey ? await clientKey() : undefined, certificate, constraint: 'mtls' },
  });
  return { client, certificate };
}

const word = (answer: HttpsAnswer): string =>
  answer.status < 300 ? 'done' : `${answer.status} ${String(answer.json()['error'])}`;

it.each<[string, Json]>([
  [
    'authenticates by it',
    {
      token_endpoint_auth_method: 'tls_client_auth',
      ...{ jwks: undefined, token_endpoint_auth_signing_alg: undefined },
    },
  ],
  ['has its tokens bound to it', { token_endpoint_auth_method: 'private_key_jwt' }],
])(
  'a certificate that the directory revokes ends what a client may do that %s (RFC 5280 6.3)',
  async (_how, method) => {
    const { client, certificate } = await certified(method);
    const { accessToken, refreshToken = '' } = await completeJourney(client, maya);
    const { mtls_endpoint_aliases: aliases } = await client.discover();
    const userInfo = String((aliases as Json)['userinfo_endpoint']);
    const calls = async (): Promise<string[]> => [
      word((await client.push()).answer),
      word(await client.refresh(refreshToken)),
      word(await client.call(userInfo, accessToken)),
    ];
    expect(await calls()).toEqual(['done', 'done', 'done']);
    await publish(certificate);
    expect(await calls()).toEqual([
      '401 invalid_client',
      '401 invalid_client',
      '401 invalid_token',
    ]);
    await server.service(RejectionRecorder).flush();
    const told = await server.database.query(
      `SELECT DISTINCT clause, received FROM authorization_server.rejection
     WHERE coalesce(client_id, claimed_client_id) = $1`,
      [client.options.clientId],
    );
    expect(told).toEqual([{ clause: 'RFC5280-6.3', received: 'revoked' }]);
  },
);
