import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';

/** Explicit migration classes, oldest first; never a glob. */
export type MigrationList = NonNullable<Extract<DataSourceOptions['migrations'], unknown[]>>;

/**
 * Brings one schema up to date, forward only, each migration in a transaction of its own.
 * `ownerUrl` belongs to the owner of the schemas. Resolves to the names that ran.
 */
export async function runMigrations(
  ownerUrl: string,
  schema: string,
  migrations: MigrationList,
): Promise<string[]> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    schema,
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    applicationName: 'sandbank-migrate',
  });
  await source.initialize();
  try {
    assertOrder(source.migrations);
    // Two processes that start at once must not run one migration twice. The lock lives as long as its connection,
    // which is kept out of the pool: idle there, it would be closed while a long migration runs.
    await source
      .createQueryRunner()
      .query('SELECT pg_advisory_lock(hashtext($1))', [`sandbank:migrate:${schema}`]);
    const done = await source.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

const timestampDigits = 13;

/** The list is read in its order, but run by the numbers in the names: on a new database a difference would show first. */
function assertOrder(migrations: readonly MigrationInterface[]): void {
  const names = migrations.map(({ name, constructor }) => name ?? constructor.name);
  const isLate = (name: string, index: number): boolean =>
    index > 0 && name.slice(-timestampDigits) <= (names[index - 1] ?? '').slice(-timestampDigits);
  const late = names.find(isLate);
  if (late !== undefined)
    throw new Error(`the migration ${late} would run before the one above it`);
}
