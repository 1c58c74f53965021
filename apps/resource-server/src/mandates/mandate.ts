import { z } from 'zod';
import { isoDateTime } from '../open-banking/date-time.js';
import { dateTime } from '../openapi/envelope.schema.js';

/** How often something is paid (ISO 20022 Frequency6Code). */
const frequencySchema = z
  .strictObject({
    Type: z.enum(['ADHO', 'YEAR', 'DAIL', 'FRTN', 'INDA', 'MNTH', 'QURT', 'MIAN', 'WEEK']),
    CountPerPeriod: z.int().min(1).optional(),
    PointInTime: z.string().min(1).max(2).optional(),
  })
  .meta({ id: 'Frequency' });
type Frequency = z.output<typeof frequencySchema>;

/** On what terms payments are made again and again. */
export const mandateSchema = z
  .strictObject({
    MandateIdentification: z.string().min(1).max(35).optional(),
    Classification: z.enum(['FIXE', 'USGB', 'VARI']).optional(),
    FirstPaymentDateTime: dateTime.optional(),
    RecurringPaymentDateTime: dateTime.optional(),
    FinalPaymentDateTime: dateTime.optional(),
    Frequency: frequencySchema,
  })
  .meta({ id: 'Mandate' });

/** Columns of whatever repeats. */
export interface FrequencyColumns {
  readonly frequency_type: Frequency['Type'];
  readonly count_per_period: number | null;
  readonly point_in_time: string | null;
}

/** How often, by the columns of a row. */
export const frequencyOf = (row: FrequencyColumns): Frequency => ({
  Type: row.frequency_type,
  ...(row.count_per_period === null ? {} : { CountPerPeriod: row.count_per_period }),
  ...(row.point_in_time === null ? {} : { PointInTime: row.point_in_time }),
});

/** A field for an instant that there may be; one of the future that has gone by is not told. */
export const instantField = <Name extends string>(
  name: Name,
  instant: Date | null,
  notBefore?: Date,
): Partial<Record<Name, string>> =>
  instant === null || (notBefore !== undefined && instant < notBefore)
    ? {}
    : ({ [name]: isoDateTime(instant) } as Record<Name, string>);
