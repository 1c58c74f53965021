import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: what ends is found by one column with an index, so no sign-in may say that it idles on beyond its end. And a
// workspace that is being ended is marked before anything of it goes: from then on nobody claims it.
const up = `
  UPDATE tpp_portal.sign_in SET idle_ends_at = ends_at WHERE idle_ends_at > ends_at;
  ALTER TABLE tpp_portal.sign_in ADD CONSTRAINT sign_in_ends CHECK (idle_ends_at <= ends_at);

  ALTER TABLE tpp_portal.person
    ADD COLUMN ending_since timestamptz,
    ADD CONSTRAINT person_ending CHECK (ending_since IS NULL OR kind = 'guest');
  GRANT UPDATE (ending_since) ON tpp_portal.person TO sandbank_tpp_portal;
`;

/** A sign-in idles no longer than it lasts, and a guest whose workspace is being ended stays a guest. */
export class EndsThatHold0013 implements MigrationInterface {
  readonly name = 'EndsThatHold1763700000013';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `ALTER TABLE tpp_portal.person DROP COLUMN ending_since;
       ALTER TABLE tpp_portal.sign_in DROP CONSTRAINT sign_in_ends`,
    );
  }
}
