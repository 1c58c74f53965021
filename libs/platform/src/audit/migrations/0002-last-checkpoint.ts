import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets the server that seals the record say where an export ends. */
export class LastCheckpoint0002 implements MigrationInterface {
  readonly name = 'LastCheckpoint1763760000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION audit.last_checkpoint(of_bank text) RETURNS jsonb LANGUAGE sql STABLE
      SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        SELECT jsonb_build_object('number', c.number, 'digest', encode(c.digest, 'hex'),
          'events', c.events)
        FROM audit.checkpoint c WHERE c.bank = of_bank ORDER BY c.number DESC LIMIT 1
      $$;
      REVOKE EXECUTE ON FUNCTION audit.last_checkpoint(text) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION audit.last_checkpoint(text) TO sandbank_authorization_server;
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
