import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: an app's developers look at all that it was told, also at what it has taken long ago.
/** The events of a client are found without reading everybody's, the latest first. */
export class EventsOfAClient1763750000029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX event_of_client ON resource_server.event (bank_slug, client_id, happened_at, jti)',
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
