import { jest } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@sandbank/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { runMigrations } from '../src/index.js';

class Ledger1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Slow enough that a second process arrives meanwhile.
    await runner.query('SELECT pg_sleep(0.3)');
    await runner.query('CREATE TABLE consent.ledger (id int PRIMARY KEY)');
  }
  async down(): Promise<void> {
    throw new Error('forward only');
  }
}

class Entry1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('INSERT INTO consent.ledger VALUES (1)');
  }
  async down(): Promise<void> {
    throw new Error('forward only');
  }
}

class Broken1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('INSERT INTO consent.ledger VALUES (2)');
    await runner.query('INSERT INTO consent.ledger VALUES (1)');
  }
  async down(): Promise<void> {
    throw new Error('forward only');
  }
}

const migrations = [Ledger1700000000001, Entry1700000000002];
let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase({ migrations: {} });
});
afterEach(() => database.drop());

const ids = () => database.query<{ id: number }>('SELECT id FROM consent.ledger ORDER BY id');
const noted = () =>
  database.query<{ name: string }>('SELECT name FROM consent.migration ORDER BY id');

describe('runMigrations', () => {
  it('runs what is missing, in order, and answers the names', async () => {
    expect(await runMigrations(database.ownerUrl, 'consent', [Ledger1700000000001])).toEqual([
      'Ledger1700000000001',
    ]);
    expect(await runMigrations(database.ownerUrl, 'consent', migrations)).toEqual([
      'Entry1700000000002',
    ]);
    expect(await runMigrations(database.ownerUrl, 'consent', migrations)).toEqual([]);
    expect(await ids()).toEqual([{ id: 1 }]);
  });

  it('runs each migration once when several processes start at once', async () => {
    const starts = Array.from({ length: 4 }, () =>
      runMigrations(database.ownerUrl, 'consent', migrations),
    );
    const ran = await Promise.all(starts);
    expect(ran.flat().sort()).toEqual(['Entry1700000000002', 'Ledger1700000000001']);
    expect(await ids()).toEqual([{ id: 1 }]);
  });

  it('keeps its record in the schema that it migrates', async () => {
    await runMigrations(database.ownerUrl, 'consent', migrations);
    expect(await noted()).toEqual([
      { name: 'Ledger1700000000001' },
      { name: 'Entry1700000000002' },
    ]);
  });

  it('undoes a migration that fails, keeps those before it, and can go on later', async () => {
    const told = jest.spyOn(console, 'log').mockReturnValue();
    const broken = [...migrations, Broken1700000000003];
    await expect(runMigrations(database.ownerUrl, 'consent', broken)).rejects.toThrow(
      /duplicate key/,
    );
    expect(await ids()).toEqual([{ id: 1 }]);
    expect(await noted()).toHaveLength(2);
    told.mockRestore();
    await database.query('DELETE FROM consent.ledger');
    expect(await runMigrations(database.ownerUrl, 'consent', broken)).toEqual([
      'Broken1700000000003',
    ]);
  });

  it('runs nothing where the list and the numbers in the names say different orders', async () => {
    const turned = [Entry1700000000002, Ledger1700000000001];
    await expect(runMigrations(database.ownerUrl, 'consent', turned)).rejects.toThrow(
      'the migration Ledger1700000000001 would run before the one above it',
    );
    await expect(noted()).rejects.toThrow(/does not exist/);
  });

  it('leaves no connection and no lock behind', async () => {
    await runMigrations(database.ownerUrl, 'consent', migrations);
    expect(
      await database.query(
        `SELECT 1 FROM pg_stat_activity
         WHERE application_name = 'sandbank-migrate' AND datname = current_database()`,
      ),
    ).toEqual([]);
    expect(
      await database.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`),
    ).toEqual([]);
  });
});
