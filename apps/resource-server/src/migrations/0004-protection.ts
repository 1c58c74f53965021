import { rejectionTable, replayGuardTable } from '@sandbank/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const schema = 'resource_server';
const role = 'sandbank_resource_server';

// Why: a DPoP proof is good once (RFC 9449 11.1), and every refusal can be explained to its client's developers.
/** The replay guard of DPoP proofs and the record of refusals. */
export class Protection1763750000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(replayGuardTable(schema, role));
    await runner.query(rejectionTable(schema, role));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE ${schema}.rejection`);
    await runner.query(`DROP TABLE ${schema}.replay_guard`);
  }
}
