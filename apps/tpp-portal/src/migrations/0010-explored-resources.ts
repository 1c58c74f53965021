import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: the demo app is one client with many visitors. With a token of the app itself each of them could ask about, or
// delete, what another has made; what a visitor made in the explorer is therefore written down, and only that is theirs.
const up = `
  CREATE TABLE tpp_portal.explored_resource (
    session_key text NOT NULL
      CONSTRAINT explored_resource_session_key_fkey
      REFERENCES tpp_portal.browser_session ON DELETE CASCADE,
    bank text NOT NULL,
    resource_id text NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (session_key, bank, resource_id)
  );

  GRANT SELECT, INSERT ON tpp_portal.explored_resource TO sandbank_tpp_portal;
`;

/** What visitors made with the demo app's own token. */
export class ExploredResources0010 implements MigrationInterface {
  readonly name = 'ExploredResources1763700000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE tpp_portal.explored_resource');
  }
}
