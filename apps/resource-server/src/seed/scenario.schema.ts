import { z } from 'zod';

/** The longest that a bank may keep a call waiting on purpose; callers give up after ten seconds or so. */
const slowMillisecondsMax = 10_000;

const throttle = z
  .strictObject({ calls: z.int().min(1).max(1000), seconds: z.int().min(1).max(3600) })
  .meta({ description: 'So many calls of one app in so many seconds; the next is answered 429.' });

const slowMilliseconds = z
  .int()
  .min(1)
  .max(slowMillisecondsMax)
  .meta({ description: 'How long each call about this customer waits.' });

const afterSeconds = z.int().min(1).max(86_400);

/** What the bank does to a customer on purpose, so that an app can be tried against it. */
export const scenarioSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a short name in lower case'),
    about: z.string().min(1).max(140).meta({ description: 'What happens, in one line.' }),
    slowMilliseconds: slowMilliseconds.optional(),
    throttle: throttle.optional(),
    closes: z
      .strictObject({ account: z.string().min(1).max(40), afterSeconds })
      .meta({
        description: 'The account that the bank closes so long after an app first reads it.',
      })
      .optional(),
  })
  .meta({ description: 'What the bank does to this customer on purpose; most people have none.' });
export type Scenario = z.output<typeof scenarioSchema>;

/** A scenario as the bank's database keeps it: what happens, without the words for people. */
export const activeScenarioSchema = z.object({
  slowMilliseconds: slowMilliseconds.optional(),
  throttle: throttle.optional(),
  closes: z.object({ accountId: z.uuid(), afterSeconds }).optional(),
});
export type ActiveScenario = z.output<typeof activeScenarioSchema>;
