import { statement } from '@sandbank/platform';

/** Certificates that count and end before a moment, the first to end first. */
export const findEnding = statement(
  'register.ending_certificates',
  `SELECT c.certificate_id, c.use, c.serial_number, c.subject, c.thumbprint, c.not_before, c.not_after,
     s.software_id, s.metadata ->> 'client_name' AS client_name, o.organisation_id,
     o.name AS organisation_name,
     EXISTS (SELECT FROM directory.certificate AS later WHERE later.software_id = c.software_id
       AND later.use = c.use AND later.not_after > c.not_after AND later.revoked_at IS NULL) AS renewed
   FROM directory.certificate AS c JOIN directory.software AS s USING (software_id)
     JOIN directory.organisation AS o USING (organisation_id)
   WHERE s.status = 'active' AND c.revoked_at IS NULL AND c.not_after > $1 AND c.not_after <= $2
   ORDER BY c.not_after, c.certificate_id LIMIT $3`,
);

/** Software that takes part, with whose it is; the latest first. */
export const findSoftware = statement(
  'register.software',
  `SELECT s.software_id, s.metadata ->> 'client_name' AS client_name, o.organisation_id,
     o.name AS organisation_name, o.status AS organisation_status
   FROM directory.software AS s JOIN directory.organisation AS o USING (organisation_id)
   WHERE s.status = 'active' ORDER BY s.created_at DESC, s.software_id LIMIT $1`,
);
