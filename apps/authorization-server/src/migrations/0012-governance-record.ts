import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clients and redeemed codes in the governance record, and the key that seals it. Needs the schema `audit`. */
export class GovernanceRecord0012 implements MigrationInterface {
  readonly name = 'GovernanceRecord9700000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who may act at a bank, and since when. A status says itself when and by whom it was changed; what else changes
      -- in a client has the clock of the database.
      CREATE FUNCTION authorization_server.tell_client() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      DECLARE
        client jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
        before jsonb := CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
        is_status boolean := TG_OP = 'UPDATE' AND client ->> 'status' <> before ->> 'status';
      BEGIN
        IF client = before AND TG_OP = 'UPDATE' THEN RETURN NULL; END IF;
        PERFORM audit.append(client ->> 'bank', 'client.changed',
          CASE WHEN is_status THEN coalesce((client ->> 'status_changed_at')::timestamptz, clock_timestamp())
            ELSE clock_timestamp() END,
          jsonb_build_object('client', client ->> 'client_id',
            'change', CASE TG_OP WHEN 'INSERT' THEN 'registered' WHEN 'DELETE' THEN 'removed'
              ELSE CASE WHEN is_status THEN 'status' ELSE 'metadata' END END,
            'from', before ->> 'status', 'to', CASE WHEN TG_OP <> 'DELETE' THEN client ->> 'status' END,
            'metadata_sha256', encode(sha256(convert_to(client ->> 'metadata', 'UTF8')), 'hex'),
            'by', CASE WHEN is_status THEN client ->> 'status_changed_by' END,
            'reason', CASE WHEN is_status THEN client ->> 'status_reason' END,
            'interaction_id', CASE WHEN is_status THEN client ->> 'status_interaction_id' END));
        RETURN NULL;
      END $$;
      REVOKE EXECUTE ON FUNCTION authorization_server.tell_client() FROM PUBLIC;
      CREATE TRIGGER tell AFTER INSERT OR UPDATE OR DELETE ON authorization_server.client
        FOR EACH ROW EXECUTE FUNCTION authorization_server.tell_client();

      -- The moment in which an authorization becomes tokens.
      CREATE FUNCTION authorization_server.tell_code() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
      BEGIN
        PERFORM audit.append(NEW.bank, 'code.redeemed', NEW.consumed_at,
          jsonb_build_object('client', NEW.client_id, 'grant_id', NEW.grant_id, 'scope', NEW.scope,
            'redirect_uri', NEW.redirect_uri),
          NEW.customer_id);
        RETURN NULL;
      END $$;
      REVOKE EXECUTE ON FUNCTION authorization_server.tell_code() FROM PUBLIC;
      CREATE TRIGGER tell AFTER UPDATE OF consumed_at ON authorization_server.authorization_code
        FOR EACH ROW WHEN (OLD.consumed_at IS NULL AND NEW.consumed_at IS NOT NULL)
        EXECUTE FUNCTION authorization_server.tell_code();

      -- Seals the record, and nothing else.
      ALTER TABLE authorization_server.signing_key
        DROP CONSTRAINT signing_key_purpose_check,
        ADD CONSTRAINT signing_key_purpose_check
          CHECK (purpose IN ('access_token', 'id_token', 'bank_internal', 'audit'));
    `);
  }

  // Migrations only go forward.
  async down(): Promise<void> {
    throw new Error('migrations only go forward');
  }
}
