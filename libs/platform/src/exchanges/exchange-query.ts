import { invalidRequest } from '@sandbank/oauth';
import { z } from 'zod';

const limitMax = 100;
const limitDefault = 20;

const parameters = z.object({
  before: z.uuid().optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(limitMax).default(limitDefault),
  interaction_id: z.uuid().optional(),
  grant_id: z.uuid().optional(),
  flow: z.uuid().optional(),
});

/** Which exchanges are asked for; those before an id the latest first, those after one the oldest first. */
export interface ExchangeQuery {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly limit: number;
  readonly filters: ExchangeFilters;
}

/** Columns that must have this value. */
export type ExchangeFilters = Readonly<
  Partial<Record<'interaction_id' | 'grant_id' | 'flow', string | undefined>>
>;

/** Reads the query of a list. @throws `invalid_request` for a value of another shape, or `before` with `after`. */
export function exchangeQuery(query: unknown): ExchangeQuery {
  const parsed = parameters.safeParse(query);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'query');
    throw invalidRequest(`${name} is not usable here`);
  }
  const { before, after, limit, ...filters } = parsed.data;
  if (before !== undefined && after !== undefined) {
    throw invalidRequest('before and after exclude each other');
  }
  return { before, after, limit, filters };
}

/** Reads the query of a list that has pages and nothing else. @throws `invalid_request` as `exchangeQuery` does. */
export function recordsPage(query: unknown): Pick<ExchangeQuery, 'before' | 'limit'> {
  const { before, limit } = exchangeQuery(query);
  return { before, limit };
}
