import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The function that counts changes of keys belongs to its triggers alone, as every other function with the owner's rights. */
export class FunctionRights0009 implements MigrationInterface {
  readonly name = 'FunctionRights0009700000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who may execute it could hang it on a table of their own. Without pg_temp such a table would be looked at first.
      REVOKE EXECUTE ON FUNCTION authorization_server.count_issuer_revision() FROM PUBLIC;
      ALTER FUNCTION authorization_server.count_issuer_revision()
        SET search_path = pg_catalog, pg_temp;
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
