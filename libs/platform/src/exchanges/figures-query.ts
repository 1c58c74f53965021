import { invalidRequest } from '@sandbank/oauth';
import { z } from 'zod';
import { firstIdOf } from './exchange-id.js';

const dayMilliseconds = 86_400_000;
const keptDays = 7;
const pointsMax = 1000;

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const parameters = z.object({
  since: moment.optional(),
  until: moment.optional(),
  step_seconds: z.coerce.number().int().min(1).max(86_400).default(3600),
});

/** Of which time figures are asked for: from `since` on and before `until`. */
export interface FiguresQuery {
  readonly since: Date;
  readonly until: Date;
  /** The same as ids. */
  readonly from: string;
  readonly to: string;
  readonly stepSeconds: number;
}

/** Reads the query of figures; the last day by default. @throws `invalid_request` for a value of another shape. */
export function figuresQuery(query: unknown, now: Date): FiguresQuery {
  const parsed = parameters.safeParse(query);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'query');
    throw invalidRequest(`${name} is not usable here`);
  }
  const { until = new Date(now.getTime() + 1000), step_seconds: stepSeconds } = parsed.data;
  const oldest = new Date(now.getTime() - (keptDays + 1) * dayMilliseconds);
  const asked = parsed.data.since ?? new Date(until.getTime() - dayMilliseconds);
  // Nothing older is kept: it would be an empty stretch of a chart.
  const since = asked < oldest ? oldest : asked;
  if (since >= until) throw invalidRequest('since must be before until');
  return { since, until, from: firstIdOf(since), to: firstIdOf(until), stepSeconds };
}

/** @throws `invalid_request` for more points than a chart can show. */
export function assertFewPoints({ since, until, stepSeconds }: FiguresQuery): void {
  const points = (until.getTime() - since.getTime()) / (stepSeconds * 1000);
  if (points > pointsMax) throw invalidRequest('step_seconds is too small for so long a time');
}
