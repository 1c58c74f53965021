/** The functions of migration 0001 that add records and erase persons. Committed: never edited. */
export const appendFunctions = `
-- The text of a record that its digest is taken of: JSON with the keys by length, then by bytes, as jsonb prints it.
CREATE FUNCTION audit.line(bank text, chain uuid, seq bigint, at timestamptz, event text, person uuid,
  body jsonb, personal_digest bytea, previous bytea) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('bank', bank, 'chain', chain, 'seq', seq,
    'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'event', event,
    'person', person, 'body', body, 'personal_digest', encode(personal_digest, 'hex'),
    'previous', encode(previous, 'hex'))
$$;

-- The pseudonym of a customer. The lock makes an erasure wait for whoever is writing about the person, and no longer.
CREATE FUNCTION audit.pseudonym(of_bank text, customer uuid) RETURNS uuid LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found uuid;
BEGIN
  LOOP
    SELECT p.person INTO found FROM audit.person p
    WHERE p.bank = of_bank AND p.customer_id = customer FOR KEY SHARE;
    IF found IS NOT NULL THEN RETURN found; END IF;
    INSERT INTO audit.person (person, bank, customer_id)
    VALUES (gen_random_uuid(), of_bank, customer) ON CONFLICT DO NOTHING;
  END LOOP;
END $$;

-- Adds a record in the caller's transaction, to the chain of the caller's session. The session remembers only which
-- chain is its own; where that chain stands, the table alone says. A session that says otherwise starts another chain,
-- or meets the primary key.
CREATE FUNCTION audit.append(of_bank text, kind text, at timestamptz, told jsonb,
  customer uuid DEFAULT NULL, private jsonb DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  setting text := 'audit.chain_' || md5(of_bank);
  remembered text := current_setting(setting, true);
  own uuid;
  last_seq bigint;
  last_hash bytea;
  about uuid;
  salt bytea;
  said jsonb;
  digest bytea;
BEGIN
  IF remembered ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' THEN
    own := remembered::uuid;
    SELECT e.seq, e.hash INTO last_seq, last_hash FROM audit.event e
    WHERE e.bank = of_bank AND e.chain = own ORDER BY e.seq DESC LIMIT 1;
  END IF;
  IF last_seq IS NULL THEN
    own := gen_random_uuid();
    last_seq := 0;
    last_hash := decode(repeat('00', 32), 'hex');
    PERFORM set_config(setting, own::text, false);
  END IF;
  IF customer IS NOT NULL THEN
    about := audit.pseudonym(of_bank, customer);
    salt := uuid_send(gen_random_uuid());
    said := coalesce(private, '{}') || jsonb_build_object('customer_id', customer);
    digest := sha256(salt || convert_to(said::text, 'UTF8'));
    INSERT INTO audit.personal (bank, chain, seq, person, salt, data)
    VALUES (of_bank, own, last_seq + 1, about, salt, said);
  END IF;
  INSERT INTO audit.event (bank, chain, seq, occurred_at, event, person, body, personal_digest,
    previous, hash, written_by)
  VALUES (of_bank, own, last_seq + 1, at, kind, about, told, digest, last_hash,
    sha256(convert_to(audit.line(of_bank, own, last_seq + 1, at, kind, about, told, digest,
      last_hash)::text, 'UTF8')),
    pg_current_xact_id()::text::bigint);
  RETURN last_seq + 1;
END $$;

-- What servers may tell by themselves. What became of a consent, a grant or a client, only the triggers tell.
CREATE FUNCTION audit.tell(of_bank text, kind text, at timestamptz, told jsonb,
  customer uuid DEFAULT NULL, private jsonb DEFAULT NULL) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF (session_user::text || ' ' || kind) NOT IN (
    'sandbank_authorization_server authorization.decision',
    'sandbank_authorization_server resource.access',
    'sandbank_resource_server resource.access') THEN
    RAISE EXCEPTION '% may not tell of %', session_user, kind
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN audit.append(of_bank, kind, at, told, customer, private);
END $$;

-- Forgets who a pseudonym was and all that was said of them; the record says that it happened. NULL for one unknown.
CREATE FUNCTION audit.erase(of_bank text, customer uuid, at timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  gone uuid;
  erased bigint;
BEGIN
  DELETE FROM audit.person p WHERE p.bank = of_bank AND p.customer_id = customer
  RETURNING p.person INTO gone;
  IF gone IS NULL THEN RETURN NULL; END IF;
  DELETE FROM audit.personal p WHERE p.person = gone;
  GET DIAGNOSTICS erased = ROW_COUNT;
  PERFORM audit.append(of_bank, 'person.erased', at,
    jsonb_build_object('person', gone, 'records', erased));
  RETURN erased;
END $$;
`;
