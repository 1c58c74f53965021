import { z } from 'zod';

const url = z.url({ protocol: /^https$/ });
/** An instant as this API writes it. */
export const dateTime = z.iso.datetime({ offset: true });

const links = z
  .strictObject({
    Self: url,
    First: url.optional(),
    Prev: url.optional(),
    Next: url.optional(),
    Last: url.optional(),
  })
  .meta({ id: 'Links' });

const meta = z
  .strictObject({
    TotalPages: z.int().min(1),
    FirstAvailableDateTime: dateTime.optional(),
    LastAvailableDateTime: dateTime.optional(),
  })
  .meta({ id: 'Meta' });

/** What every answer looks like around its data. */
export const envelopeOf = <Data extends z.ZodType>(data: Data) =>
  z.strictObject({ Data: data, Links: links, Meta: meta });

/** The same of a payment or its consent, which show the risk that they were asked with. */
export const envelopeWithRisk = <Data extends z.ZodType, Risk extends z.ZodType>(
  data: Data,
  risk: Risk,
) => z.strictObject({ Data: data, Risk: risk, Links: links, Meta: meta });
