import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Says to every resource server, in the transaction that freezes or removes a client, that its tokens have ended. */
export class Revocation0004 implements MigrationInterface {
  readonly name = 'Revocation0004700000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- With the owner's rights: no app's own role may say of a client that it may act again.
      CREATE FUNCTION authorization_server.tell_client_status() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        IF TG_OP <> 'DELETE' AND NEW.status = 'active' THEN
          DELETE FROM consent.withdrawn_client WHERE bank = NEW.bank AND client_id = NEW.client_id;
        ELSIF TG_OP = 'DELETE' THEN
          INSERT INTO consent.withdrawn_client VALUES (OLD.bank, OLD.client_id) ON CONFLICT DO NOTHING;
        ELSE
          INSERT INTO consent.withdrawn_client VALUES (NEW.bank, NEW.client_id) ON CONFLICT DO NOTHING;
        END IF;
        RETURN NULL;
      END $$;
      REVOKE EXECUTE ON FUNCTION authorization_server.tell_client_status() FROM PUBLIC;
      CREATE TRIGGER tell_status AFTER INSERT OR UPDATE OF status OR DELETE
        ON authorization_server.client
        FOR EACH ROW EXECUTE FUNCTION authorization_server.tell_client_status();
      INSERT INTO consent.withdrawn_client
        SELECT bank, client_id FROM authorization_server.client WHERE status <> 'active';

      -- The resources for which a request asked: no token of it is for another (RFC 8707 2.2).
      ALTER TABLE authorization_server.authorization_code ADD COLUMN resource text;
      ALTER TABLE authorization_server.refresh_token ADD COLUMN resource text;

      -- UserInfo looks for what a client without a refresh token asked for.
      CREATE INDEX authorization_code_grant ON authorization_server.authorization_code (grant_id);
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
