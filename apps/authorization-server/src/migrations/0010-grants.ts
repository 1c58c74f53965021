import type { MigrationInterface, QueryRunner } from 'typeorm';

const role = 'sandbank_authorization_server';

/** Codes and refresh tokens that stand for one approval of their grant, and refresh tokens that nobody uses any more. */
export class Grants0010 implements MigrationInterface {
  readonly name = 'Grants9700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What was asked by the parameter claims belongs to the grant: another approval may add to it. The guard of grants
      -- lets it change with an approval alone; this is none.
      ALTER TABLE consent."grant" DISABLE TRIGGER USER;
      UPDATE consent."grant" g SET claims = asked.claims
      FROM (SELECT grant_id, claims FROM authorization_server.authorization_code
            UNION SELECT grant_id, claims FROM authorization_server.refresh_token) asked
      WHERE asked.grant_id = g.grant_id AND asked.claims IS NOT NULL;
      ALTER TABLE consent."grant" ENABLE TRIGGER USER;

      -- What a token stands for is read from its grant, at the time of its issue: one place, and no copy that grows old.
      ALTER TABLE authorization_server.authorization_code
        DROP COLUMN authorization_details,
        ADD COLUMN grant_revision integer NOT NULL DEFAULT 1;
      ALTER TABLE authorization_server.refresh_token
        DROP COLUMN authorization_details,
        DROP COLUMN claims,
        DROP COLUMN acr_values,
        DROP COLUMN max_age,
        ADD COLUMN grant_revision integer NOT NULL DEFAULT 1,
        -- Nobody noted uses before: idleness is counted from here on, so that no app loses what it uses every day.
        ADD COLUMN last_used_at timestamptz NOT NULL DEFAULT now();
      ALTER TABLE authorization_server.refresh_token ALTER COLUMN last_used_at DROP DEFAULT;
      GRANT UPDATE (last_used_at) ON authorization_server.refresh_token TO ${role};
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
