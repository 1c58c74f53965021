import { ringPartitions } from '@sandbank/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const authorizationServer = 'sandbank_authorization_server';
const resourceServer = 'sandbank_resource_server';

const up = `
-- Why: an access token is believed until it expires, unless something says otherwise. What ends one token alone is
-- kept here until the token would have ended by itself: a ring of partitions by that time, so that it never grows.
CREATE TABLE consent.revoked_token (
  slot       smallint NOT NULL,
  digest     bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT revoked_token_pkey PRIMARY KEY (slot, digest),
  CONSTRAINT revoked_token_digest CHECK (length(digest) = 32)
) PARTITION BY LIST (slot);
${ringPartitions('consent.revoked_token', authorizationServer)}
GRANT SELECT, INSERT ON consent.revoked_token TO ${authorizationServer};
GRANT SELECT ON consent.revoked_token TO ${resourceServer};

-- A client that may act no more: its living tokens end with it. Only the owner's own trigger writes here, in the
-- transaction that freezes or removes the client.
CREATE TABLE consent.withdrawn_client (
  bank      text NOT NULL,
  client_id text NOT NULL,
  CONSTRAINT withdrawn_client_pkey PRIMARY KEY (bank, client_id)
);
GRANT SELECT ON consent.withdrawn_client TO ${authorizationServer}, ${resourceServer};
`;

const down = 'DROP TABLE consent.withdrawn_client, consent.revoked_token';

/** Access tokens that ended before their time, and clients whose tokens all did. */
export class RevokedTokens0002 implements MigrationInterface {
  readonly name = 'RevokedTokens1763750000002';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(up);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(down);
  }
}
