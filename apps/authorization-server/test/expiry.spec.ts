import { BankVisitor } from '@sandbank/testing';
import { ExpirySweeper } from '../src/expiry.sweeper.js';
import { startServer, type RunningServer } from './running-server.js';

const more = 2500;

describe('what has expired', () => {
  let server: RunningServer;

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  const count = async (): Promise<number> => {
    const [row] = await server.database.query<{ count: string }>(
      'SELECT count(*) FROM authorization_server.interaction',
    );
    return Number(row?.count);
  };

  it('is removed in one sweep, however much it is, and what lives stays', async () => {
    const client = await server.client();
    const visitor = new BankVisitor(server.tls.ca);
    const { requestUri } = await client.push();
    const page = await visitor.open(await client.authorizationUrl(requestUri));
    await server.database.query(
      `INSERT INTO authorization_server.interaction (id, bank, client_id, request_slot,
         request_reference, browser_digest, stage, expires_at)
       SELECT gen_random_uuid(), 'harbour', 'client-one', 0, '', '', 'login', '2000-01-01'
       FROM generate_series(1, ${more})`,
    );
    expect(await count()).toBe(more + 1);
    await server.service(ExpirySweeper).sweep();
    expect(await count()).toBe(1);
    expect((await visitor.open(page.url)).answer.status).toBe(200);
  });
});
