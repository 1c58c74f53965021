import { randomUUID } from 'node:crypto';
import { uuidV7 } from '@sandbank/crypto';
import {
  rejectionPage,
  rejectionQuery,
  RejectionStore,
  type RejectionPage,
  type RejectionPlace,
} from '../src/index.js';
import { startTinyServer, type TinyServer } from './tiny-server.js';

const place: RejectionPlace = {
  server: 'authorization-server',
  url: 'https://localhost:9441/harbour/rejections',
  portalUrl: 'https://localhost:9440',
};
const began = Date.parse('2026-11-21T15:30:00Z');

let server: TinyServer;
beforeAll(async () => {
  server = await startTinyServer();
});
beforeEach(() => server.database.query('TRUNCATE tpp_portal.rejection'));
afterAll(() => server.stop());

interface Given {
  readonly second: number;
  readonly bank?: string;
  readonly client?: string;
  readonly claimed?: string;
  readonly clause?: string;
  readonly interaction?: string;
}

const insert = ({ second, bank = 'harbour', client, claimed, clause, interaction }: Given) =>
  server.database.query(
    `INSERT INTO tpp_portal.rejection (id, occurred_at, interaction_id, bank, client_id,
       claimed_client_id, route, status, error, description, clause, expected)
     VALUES ($1, $2, $3, $4, $5, $6, 'POST /:bank/token', 400, 'invalid_grant', $7, $8, 'x')`,
    [
      uuidV7(new Date(began + second * 1000)),
      new Date(began + second * 1000),
      interaction ?? randomUUID(),
      bank,
      client ?? null,
      claimed ?? null,
      `refusal ${second}`,
      clause ?? null,
    ],
  );

const read = async (query: Record<string, string> = {}, client = 'client-one') => {
  const asked = rejectionQuery(query);
  const rows = await server.application
    .get(RejectionStore)
    .find({ bank: 'harbour', clientId: client }, asked);
  return rejectionPage(rows, asked, place);
};
const words = ({ rejections }: RejectionPage) =>
  rejections.map(({ error_description }) => error_description);

describe('the rejections of a client', () => {
  it('are its own and those in its name, the latest first', async () => {
    await insert({ second: 1, client: 'client-one' });
    await insert({ second: 2, claimed: 'client-one' });
    await insert({ second: 3, client: 'client-two' });
    await insert({ second: 4, client: 'client-one', bank: 'granite' });
    await insert({ second: 5 });
    const page = await read();
    expect(words(page)).toEqual(['refusal 2', 'refusal 1']);
    expect(page.rejections.map(({ claimed }) => claimed)).toEqual([true, false]);
    expect(page).not.toHaveProperty('next');
  });

  it('are found by interaction id, but not those of another client', async () => {
    const interaction = randomUUID();
    await insert({ second: 1, client: 'client-one', interaction });
    await insert({ second: 2, client: 'client-two', interaction });
    await insert({ second: 3, client: 'client-one' });
    const query = { interaction_id: interaction };
    expect(words(await read(query))).toEqual(['refusal 1']);
    expect(words(await read(query, 'client-two'))).toEqual(['refusal 2']);
    expect(words(await read(query, 'client-three'))).toEqual([]);
  });

  it('come in pages that neither repeat nor skip, while new ones arrive', async () => {
    for (let second = 1; second <= 7; second += 1)
      await insert({ second, [second % 2 === 0 ? 'client' : 'claimed']: 'client-one' });
    const seen: string[] = [];
    for (let query: Record<string, string> | undefined = { limit: '3' }; query;) {
      const page: RejectionPage = await read(query);
      seen.push(...words(page));
      await insert({ second: 100 + seen.length, client: 'client-one' });
      query =
        page.next === undefined ? undefined : Object.fromEntries(new URL(page.next).searchParams);
    }
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((second) => `refusal ${second}`));
  });

  it('name the rule, its page and what to change', async () => {
    await insert({ second: 1, client: 'client-one', clause: 'SP-5.3.2.1-8' });
    await insert({ second: 2, client: 'client-one', clause: 'X-1' });
    await insert({ second: 3, client: 'client-one' });
    const [none, unknown, known] = (await read()).rejections;
    expect(none).toMatchObject({ rule: null, fix: null });
    expect(unknown).toMatchObject({ rule: { clause: 'X-1', summary: null }, fix: null });
    expect(known).toMatchObject({
      at: '2026-11-21T15:30:01.000Z',
      server: 'authorization-server',
      endpoint: 'token',
      method: 'POST',
      rule: {
        clause: 'SP-5.3.2.1-8',
        specification: 'FAPI 2.0 Security Profile',
        url: 'https://localhost:9440/rules/SP-5.3.2.1-8',
      },
      fix: expect.stringMatching(/^Set aud of the client assertion/),
      suppressed: 0,
    });
  });
});

describe('the query of the endpoint', () => {
  it.each([
    [{ interaction_id: 'x' }, 'interaction_id is not usable here'],
    [{ interaction_id: [randomUUID(), randomUUID()] }, 'interaction_id is not usable here'],
    [{ limit: '0' }, 'limit is not usable here'],
    [{ limit: '101' }, 'limit is not usable here'],
    [{ limit: '' }, 'limit is not usable here'],
    [{ before: "' OR 1=1" }, 'before is not usable here'],
  ])('refuses %j', (query, description) => {
    expect(() => rejectionQuery(query)).toThrow(
      expect.objectContaining({ error: 'invalid_request', description }),
    );
  });

  it('shows twenty when it says nothing, and ignores what it does not know', () => {
    expect(rejectionQuery({ colour: 'blue' })).toEqual({ limit: 20 });
  });
});
