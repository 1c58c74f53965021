import { createServer, type Server } from 'node:https';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { testTls } from '@sandbank/testing';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { ParticipantSweeper } from '../src/participants/participant.sweeper.js';
import { seedFile } from '../src/participants/seed-file.js';
import { seedParticipants } from '../src/participants/seed-participants.js';
import { RunningDirectory } from './running-directory.js';

describe('the participants', () => {
  let directory: RunningDirectory;
  let bank: Server;
  let base: string;
  /** What the bank says of itself. */
  let said: Record<string, unknown>;

  beforeAll(async () => {
    directory = await RunningDirectory.start();
    const { cert, key } = await testTls();
    bank = createServer({ cert, key }, ({ url }, response) => {
      const isKnown = url === '/harbour/.well-known/openid-configuration';
      response.writeHead(isKnown ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(said));
    }).listen(0, 'localhost');
    await once(bank, 'listening');
    base = `https://localhost:${(bank.address() as AddressInfo).port}`;
    said = {
      issuer: `${base}/harbour`,
      jwks_uri: `${base}/harbour/keys`,
      registration_endpoint: `${base}/harbour/register-here`,
    };
    await seed(['harbour', 'granite']);
  });
  afterAll(async () => {
    bank.closeAllConnections();
    bank.close();
    await directory.stop();
  });

  const seed = (slugs: string[]) =>
    seedParticipants(
      directory.database.connect('directory'),
      seedFile.parse({
        participants: slugs.map((slug) => ({
          ...{ slug, organisation: `Bank ${slug}`, issuer: `${base}/${slug}` },
          api_base: `${base}/api/${slug}`,
        })),
      }),
    );
  const list = async () =>
    (await directory.ask('/participants')).json<{ participants: Record<string, unknown>[] }>()
      .participants;
  const look = () => directory.service(ParticipantSweeper).sweep();

  it('are listed as they were found, plain and signed', async () => {
    await look();
    const at = directory.clock.now().toISOString();
    const [granite, harbour] = await list();
    expect(harbour).toEqual({
      organisation: 'Bank harbour',
      issuer: `${base}/harbour`,
      discovery: `${base}/harbour/.well-known/openid-configuration`,
      api_base: `${base}/api/harbour`,
      jwks_uri: `${base}/harbour/keys`,
      registration_endpoint: `${base}/harbour/register-here`,
      status: 'active',
      checked_at: at,
    });
    expect(granite).toMatchObject({ status: 'unreachable', jwks_uri: `${base}/granite/jwks` });
    const keys = createLocalJWKSet((await directory.ask('/jwks')).json<JSONWebKeySet>());
    const signed = await directory.ask('/participants/signed');
    expect(signed.header('content-type')).toMatch(/^application\/jwt/);
    const { payload } = await jwtVerify(signed.body, keys, {
      ...{ issuer: directory.url, typ: 'participants+jwt', currentDate: directory.clock.now() },
    });
    expect(payload['participants']).toEqual(await list());
    const metadata = (await directory.ask('/.well-known/sandbank-directory')).json();
    const { signed_metadata: jwt, ...plain } = metadata as { signed_metadata: string };
    const told = await jwtVerify(jwt, keys, {
      ...{ typ: 'directory-metadata+jwt', currentDate: directory.clock.now() },
    });
    expect(told.payload).toMatchObject({ ...plain, iss: directory.url });
    expect(plain).toMatchObject({ issuer: directory.url, jwks_uri: `${directory.url}/jwks` });
  });

  it('that answer for somebody else, or fall silent, are not reachable', async () => {
    const honest = said;
    said = { ...honest, issuer: `${base}/granite` };
    await look();
    expect((await list()).map(({ status }) => status)).toEqual(['unreachable', 'unreachable']);
    said = honest;
    await look();
    expect((await list())[1]).toMatchObject({ status: 'active' });
  });

  it('are exactly those that were seeded; what was learnt of them stays', async () => {
    await seed(['harbour']);
    expect(await list()).toEqual([
      expect.objectContaining({ issuer: `${base}/harbour`, jwks_uri: `${base}/harbour/keys` }),
    ]);
  });
});
