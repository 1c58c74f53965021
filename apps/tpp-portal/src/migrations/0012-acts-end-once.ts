import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: the portal has to write what came of an act, and that a guest became a member. It has no reason to write either
// twice, or anything else there, and a record that its own server could rewrite would be none.
const up = `
  CREATE FUNCTION tpp_portal.stays_as_it_ended() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'what came of an act is written once' USING ERRCODE = 'check_violation';
    END $$;
  REVOKE ALL ON FUNCTION tpp_portal.stays_as_it_ended() FROM PUBLIC;
  CREATE TRIGGER operator_act_ends_once BEFORE UPDATE ON tpp_portal.operator_act
    FOR EACH ROW WHEN (OLD.outcome <> 'begun') EXECUTE FUNCTION tpp_portal.stays_as_it_ended();

  CREATE FUNCTION tpp_portal.becomes_a_member_alone() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'a guest becomes a member, and nobody anything else' USING ERRCODE = 'check_violation';
    END $$;
  REVOKE ALL ON FUNCTION tpp_portal.becomes_a_member_alone() FROM PUBLIC;
  CREATE TRIGGER person_becomes_a_member_alone BEFORE UPDATE OF kind ON tpp_portal.person
    FOR EACH ROW WHEN (NEW.kind <> OLD.kind AND (OLD.kind <> 'guest' OR NEW.kind <> 'member'))
    EXECUTE FUNCTION tpp_portal.becomes_a_member_alone();
`;

/** What an operator's act came to is written once, and nobody is made an operator by a change. */
export class ActsEndOnce0012 implements MigrationInterface {
  readonly name = 'ActsEndOnce1763700000012';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `DROP TRIGGER operator_act_ends_once ON tpp_portal.operator_act;
       DROP TRIGGER person_becomes_a_member_alone ON tpp_portal.person;
       DROP FUNCTION tpp_portal.stays_as_it_ended(), tpp_portal.becomes_a_member_alone()`,
    );
  }
}
