import { z } from 'zod';
import { isoDateTime } from '../open-banking/date-time.js';
import { dateTime } from '../openapi/envelope.schema.js';

/** How many holders must sign a payment, and how many have (OBMultiAuthorisation). */
export const multiAuthorisationSchema = z
  .strictObject({
    Status: z.enum(['AUTH', 'AWAU', 'RJCT']),
    NumberRequired: z.int().min(2),
    NumberReceived: z.int().min(0),
    LastUpdateDateTime: dateTime,
    ExpirationDateTime: dateTime,
  })
  .meta({ id: 'MultiAuthorisation' });

/** What a SELECT from `resource_server.payment p` adds: null where one signature will do. */
export const multiAuthorisationSql = 'resource_server.signatures_of(p.id) AS signatures';

/** The value of that column. */
export interface SignaturesColumn {
  readonly signatures?: {
    readonly status: 'AUTH' | 'AWAU' | 'RJCT';
    readonly required: number;
    readonly received: number;
    readonly at: string;
    readonly until: string;
  } | null;
}

/** The member of a payment's resource; none for a payment of one signature. */
export const multiAuthorisation = ({ signatures }: SignaturesColumn) =>
  signatures == null
    ? {}
    : {
        MultiAuthorisation: {
          Status: signatures.status,
          NumberRequired: signatures.required,
          NumberReceived: signatures.received,
          LastUpdateDateTime: isoDateTime(new Date(signatures.at)),
          ExpirationDateTime: isoDateTime(new Date(signatures.until)),
        },
      };
