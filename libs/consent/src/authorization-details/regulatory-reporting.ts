import { z } from 'zod';
import { dateTime, printable } from './fields.js';
import { country } from './postal-address.js';

// A sum that somebody reports; nothing of it moves.
const reportedAmount = z.strictObject({
  Amount: z.string().regex(/^\d{1,13}(?:\.\d{1,5})?$/, 'must be an amount such as 12.50'),
  Currency: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters'),
});

const detailsMax = 5;

const detail = z
  .strictObject({
    Type: printable(35),
    Date: dateTime,
    Country: country,
    Amount: reportedAmount,
    Information: z.array(printable(35)).max(detailsMax, 'has too many entries'),
  })
  .partial();

/** What an authority wants to know of a payment (OBRegulatoryReporting1). */
export const regulatoryReporting = z
  .array(
    z
      .strictObject({
        DebitCreditReportingIndicator: z.enum(['CRED', 'DEBT', 'BOTH']),
        Authority: z.strictObject({ Name: printable(140), CountryCode: country }).partial(),
        Details: z.array(detail).max(detailsMax, 'has too many entries'),
      })
      .partial()
      .meta({ id: 'RegulatoryReport' }),
  )
  .max(10, 'has too many entries');
