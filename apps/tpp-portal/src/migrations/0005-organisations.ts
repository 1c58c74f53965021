import type { MigrationInterface, QueryRunner } from 'typeorm';

// Why: applications belong to organisations, so that they outlive any one person's account.
const up = `
  CREATE TABLE tpp_portal.organisation (
    organisation_id uuid PRIMARY KEY,
    name text NOT NULL,
    created_at timestamptz NOT NULL
  );

  CREATE TABLE tpp_portal.membership (
    organisation_id uuid NOT NULL
      CONSTRAINT membership_organisation_id_fkey REFERENCES tpp_portal.organisation ON DELETE CASCADE,
    person_id uuid NOT NULL
      CONSTRAINT membership_person_id_fkey REFERENCES tpp_portal.person ON DELETE CASCADE,
    role text NOT NULL CONSTRAINT membership_role CHECK (role IN ('owner', 'member')),
    joined_at timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, person_id)
  );
  CREATE INDEX membership_person ON tpp_portal.membership (person_id);

  CREATE TABLE tpp_portal.invitation (
    invitation_id uuid PRIMARY KEY,
    token_key text NOT NULL CONSTRAINT invitation_token_key_key UNIQUE,
    organisation_id uuid NOT NULL
      CONSTRAINT invitation_organisation_id_fkey REFERENCES tpp_portal.organisation ON DELETE CASCADE,
    role text NOT NULL CONSTRAINT invitation_role CHECK (role IN ('owner', 'member')),
    invited_by uuid NOT NULL
      CONSTRAINT invitation_invited_by_fkey REFERENCES tpp_portal.person ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX invitation_organisation ON tpp_portal.invitation (organisation_id);
  CREATE INDEX invitation_inviter ON tpp_portal.invitation (invited_by);
  CREATE INDEX invitation_expiry ON tpp_portal.invitation (expires_at);

  GRANT SELECT, INSERT, DELETE, UPDATE (name)
    ON tpp_portal.organisation TO sandbank_tpp_portal;
  GRANT SELECT, INSERT, DELETE, UPDATE (role) ON tpp_portal.membership TO sandbank_tpp_portal;
  GRANT SELECT, INSERT, DELETE ON tpp_portal.invitation TO sandbank_tpp_portal;
`;

/** Organisations, who is in them, and who is asked to join. */
export class Organisations0005 implements MigrationInterface {
  readonly name = 'Organisations1763700000005';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP TABLE tpp_portal.invitation, tpp_portal.membership, tpp_portal.organisation',
    );
  }
}
