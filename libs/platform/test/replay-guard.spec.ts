import { TestClock, testDatabase, type TestDatabase } from '@sandbank/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createLogger,
  idleRingSlots,
  replayGuardInsert,
  replayGuardTable,
  replayMark,
  replayMarkValues,
  replayWindowSecondsMax,
  ringSlot,
  RingSweeper,
  statement,
  type Database,
} from '../src/index.js';

const schema = 'authorization_server';
const now = 1_795_000_000;

class Guard1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(replayGuardTable(schema, 'sandbank_authorization_server'));
  }
  async down(): Promise<void> {
    throw new Error('forward only');
  }
}

const use = statement('test.use', replayGuardInsert(schema, 1));
// As the apps use it: one part of a larger statement, its parameters not the first.
const useWithin = statement(
  'test.use_within',
  `WITH used AS (${replayGuardInsert(schema, 2)}) SELECT $1::text AS who, EXISTS (SELECT FROM used) AS first`,
);

let postgres: TestDatabase;
let database: Database;

beforeAll(async () => {
  postgres = await testDatabase({ migrations: { [schema]: [Guard1700000000001] } });
  database = postgres.connect('authorizationServer', 10);
});
afterEach(() => postgres.query(`TRUNCATE ${schema}.replay_guard`));
afterAll(() => postgres.drop());

const isFirst = async (parts: readonly string[], expiresAtSeconds = now + 60): Promise<boolean> =>
  (await database.query(use, replayMarkValues(replayMark(parts, expiresAtSeconds)))).length === 1;

describe('the replay guard', () => {
  it('takes the first use and no other', async () => {
    expect(await isFirst(['client', 'a'])).toBe(true);
    expect(await isFirst(['client', 'a'])).toBe(false);
    expect(await isFirst(['client', 'a'])).toBe(false);
  });

  it('tells kinds, owners and values apart, however they are cut', async () => {
    const uses = [
      ['client', 'a'],
      ['clienta', ''],
      ['client', 'a', ''],
      ['a', 'client'],
      ['clienta'],
    ];
    for (const parts of uses) expect(await isFirst(parts)).toBe(true);
  });

  it.each([
    ['the slot before', -600],
    ['the slot after', 600],
  ])('knows a value again whose expiry falls into %s', async (_which, seconds) => {
    expect(await isFirst(['a'], now)).toBe(true);
    expect(ringSlot(now + seconds)).not.toBe(ringSlot(now));
    expect(await isFirst(['a'], now + seconds)).toBe(false);
  });

  it('takes exactly one of fifty uses at once', async () => {
    const uses = Array.from({ length: 50 }, () => isFirst(['at once']));
    const first = (await Promise.all(uses)).filter(Boolean);
    expect(first).toHaveLength(1);
  });

  it('works as one part of a statement', async () => {
    const values = ['me', ...replayMarkValues(replayMark(['part'], now))];
    expect(await database.query(useWithin, values)).toEqual([{ who: 'me', first: true }]);
    expect(await database.query(useWithin, values)).toEqual([{ who: 'me', first: false }]);
  });

  it('records nothing for null values', async () => {
    const values = ['me', null, null, null, null];
    expect(await database.query(useWithin, values)).toEqual([{ who: 'me', first: false }]);
    expect(await postgres.query(`SELECT FROM ${schema}.replay_guard`)).toEqual([]);
  });

  it('keeps a digest, never the value', async () => {
    await isFirst(['secret-jti-of-a-client']);
    const [row] = await postgres.query<{ text: string; bytes: number }>(
      `SELECT replay_guard::text AS text, length(digest) AS bytes FROM ${schema}.replay_guard`,
    );
    expect(row?.bytes).toBe(16);
    expect(row?.text).not.toContain(Buffer.from('secret-jti').toString('hex'));
  });

  it('lets the app neither change nor remove a use', async () => {
    await isFirst(['a']);
    for (const text of [
      `DELETE FROM ${schema}.replay_guard`,
      `UPDATE ${schema}.replay_guard SET expires_at = now()`,
      `TRUNCATE ${schema}.replay_guard`,
      `DROP TABLE ${schema}.replay_guard_0`,
      `INSERT INTO ${schema}.replay_guard_0 VALUES (0, '', now())`,
    ]) {
      await expect(database.query(statement('test.forbidden', text))).rejects.toThrow(
        /permission denied|must be owner/,
      );
    }
    expect(await isFirst(['a'])).toBe(false);
  });
});

describe('RingSweeper', () => {
  const clock = new TestClock(new Date(now * 1000));
  const sweeperOf = (tables: readonly string[], lines: string[] = []) => {
    const logger = createLogger('test', 'info', { write: (line) => lines.push(line) });
    return new RingSweeper(database, clock, schema, tables, logger);
  };

  afterEach(() => clock.set(new Date(now * 1000)));

  it('keeps every value for the longest time that it may be needed', async () => {
    const sweeper = sweeperOf(['replay_guard']);
    await isFirst(['longest'], now + replayWindowSecondsMax);
    for (let passed = 0; passed <= replayWindowSecondsMax; passed += 60) {
      await sweeper.sweep();
      expect(await isFirst(['longest'], now + replayWindowSecondsMax)).toBe(false);
      clock.advance(60);
    }
    sweeper.onApplicationShutdown();
  });

  it('empties what has passed, and only that', async () => {
    const sweeper = sweeperOf(['replay_guard']);
    await isFirst(['old'], now);
    clock.advance(3000);
    await isFirst(['new'], now + 3000);
    await sweeper.sweep();
    const left = await postgres.query(`SELECT slot FROM ${schema}.replay_guard`);
    expect(left).toEqual([{ slot: ringSlot(now + 3000) }]);
    expect(await isFirst(['new'], now + 3000)).toBe(false);
    sweeper.onApplicationShutdown();
  });

  it('goes round for ever: every slot is emptied before it is written again', async () => {
    for (let at = now; at < now + 3 * 8 * 600; at += 600) {
      const soon = [0, 600, replayWindowSecondsMax].map((seconds) => ringSlot(at + seconds));
      expect(idleRingSlots(at).filter((slot) => soon.includes(slot))).toEqual([]);
      // What is written in half an hour is idle now, so that a sweep comes before it.
      expect(idleRingSlots(at)).toContain(ringSlot(at + 1800));
    }
  });

  it('logs a failure and tries again at the next turn', async () => {
    const lines: string[] = [];
    const sweeper = sweeperOf(['missing_table'], lines);
    await expect(sweeper.sweep()).resolves.toBeUndefined();
    expect(lines.join('')).toContain('could not be swept');
    sweeper.onApplicationShutdown();
  });
});

describe('ringSlot', () => {
  it.each([
    [0, 0],
    [599, 0],
    [600, 1],
    [4799, 7],
    [4800, 0],
    [-1, 7],
  ])('puts second %d into slot %d', (seconds, slot) => expect(ringSlot(seconds)).toBe(slot));
});
