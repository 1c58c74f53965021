import { statement, tellRecordsSql } from '@sandbank/platform';

// Where the customer agreed is known to the consent's history alone.
const withSurface = `r.body || jsonb_build_object('surface', (
    SELECT h.surface FROM consent.consent_history h
    WHERE h.consent_id = (r.body #>> '{details,0,ConsentId}')::uuid AND h.to_status = 'AUTHORISED'
    ORDER BY h.version DESC LIMIT 1))`;

/** One batch of calls, wholly or not at all: $1 the receipts of the customers, $2 the governance records. */
export const writeAccesses = statement(
  'access_record.write',
  `WITH receipts AS (
     INSERT INTO resource_server.access_record
     SELECT * FROM jsonb_populate_recordset(NULL::resource_server.access_record, $1::jsonb)),
   records AS (${tellRecordsSql('$2', withSurface)})
   SELECT count(told) FROM records`,
);
