/** The functions of migration 0001 that join the chains. Committed: never edited. */
export const checkpointFunctions = `
-- What the next checkpoint of a bank would say: the chains that moved since the last one, at most so many. Whoever asks
-- holds the bank's turn until the end of their transaction. All in one statement, so that the horizon (everything that
-- was written by an older transaction is seen) belongs to what is seen.
CREATE FUNCTION audit.moved(of_bank text, heads_max integer) RETURNS jsonb LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  last audit.checkpoint;
  since bigint;
  drawn jsonb;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('sandbank:audit:' || of_bank, 0));
  SELECT * INTO last FROM audit.checkpoint c WHERE c.bank = of_bank ORDER BY c.number DESC LIMIT 1;
  -- Data that were carried to another server may find its transactions counted from anew.
  since := CASE WHEN last.horizon <= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    THEN last.horizon ELSE 0 END;
  WITH written AS (
    SELECT e.chain, max(e.seq) AS last_seq FROM audit.event e
    WHERE e.bank = of_bank AND e.written_by >= coalesce(since, 0) GROUP BY e.chain
  ), moved AS (
    SELECT w.chain, coalesce(s.last_seq, 0) AS sealed, w.last_seq FROM written w LEFT JOIN LATERAL (
      SELECT h.last_seq FROM audit.checkpoint_head h
      WHERE h.bank = of_bank AND h.chain = w.chain ORDER BY h.last_seq DESC LIMIT 1) s ON true
    WHERE w.last_seq > coalesce(s.last_seq, 0) ORDER BY w.chain LIMIT heads_max
  ), heads AS (
    SELECT m.chain, m.sealed, m.last_seq, e.hash FROM moved m
    JOIN audit.event e ON e.bank = of_bank AND e.chain = m.chain AND e.seq = m.last_seq)
  SELECT jsonb_build_object('number', coalesce(last.number, 0) + 1,
      'previous', encode(last.digest, 'hex'),
      'events', coalesce(last.events, 0) + coalesce(sum(h.last_seq - h.sealed), 0),
      'horizon', CASE WHEN count(*) < heads_max
        THEN pg_snapshot_xmin(pg_current_snapshot())::text::bigint ELSE coalesce(since, 0) END,
      'heads', coalesce(jsonb_agg(jsonb_build_object('chain', h.chain, 'seq', h.last_seq,
        'hash', encode(h.hash, 'hex')) ORDER BY h.chain), '[]'))
  INTO drawn FROM heads h;
  RETURN drawn;
END $$;

-- Keeps a signed checkpoint. \`drawn\` is what audit.moved said in the same transaction; what it says is looked up again.
CREATE FUNCTION audit.seal(of_bank text, at timestamptz, signed text, drawn jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last audit.checkpoint;
  sealed bigint;
  heads bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('sandbank:audit:' || of_bank, 0));
  SELECT * INTO last FROM audit.checkpoint c WHERE c.bank = of_bank ORDER BY c.number DESC LIMIT 1;
  WITH head AS (
    SELECT n.chain, n.seq, coalesce((SELECT max(h.last_seq) FROM audit.checkpoint_head h
      WHERE h.bank = of_bank AND h.chain = n.chain), 0) AS before
    FROM jsonb_to_recordset(drawn -> 'heads') AS n(chain uuid, seq bigint, hash text)
    JOIN audit.event e ON e.bank = of_bank AND e.chain = n.chain AND e.seq = n.seq
      AND e.hash = decode(n.hash, 'hex')
  ), kept AS (
    INSERT INTO audit.checkpoint_head (bank, number, chain, first_seq, last_seq)
    SELECT of_bank, (drawn ->> 'number')::bigint, chain, before + 1, seq FROM head
    RETURNING last_seq - first_seq + 1 AS records)
  SELECT count(*), sum(records) INTO heads, sealed FROM kept;
  IF (drawn ->> 'number')::bigint <> coalesce(last.number, 0) + 1
    OR (drawn ->> 'previous') IS DISTINCT FROM encode(last.digest, 'hex')
    OR heads <> jsonb_array_length(drawn -> 'heads')
    OR (drawn ->> 'events')::bigint IS DISTINCT FROM coalesce(last.events, 0) + sealed THEN
    RAISE EXCEPTION 'the checkpoint does not follow from the record'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  INSERT INTO audit.checkpoint (bank, number, made_at, jws, digest, events, horizon)
  VALUES (of_bank, (drawn ->> 'number')::bigint, at, signed, sha256(convert_to(signed, 'UTF8')),
    (drawn ->> 'events')::bigint, (drawn ->> 'horizon')::bigint);
END $$;
`;
