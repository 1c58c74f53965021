import { invalidRequest } from '@sandbank/oauth';
import { z } from 'zod';

const limitMax = 100;
const limitDefault = 20;

const parameters = z.object({
  interaction_id: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(limitMax).default(limitDefault),
  before: z.uuid().optional(),
});

/** Which rejections are asked for. */
export interface RejectionQuery {
  readonly interactionId: string | undefined;
  readonly limit: number;
  /** Only what is older than the rejection of this id. */
  readonly before: string | undefined;
}

/** Reads the query of the endpoint. @throws `invalid_request` for a value of another shape, or one sent twice. */
export function rejectionQuery(query: unknown): RejectionQuery {
  const parsed = parameters.safeParse(query);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0] ?? 'query');
    throw invalidRequest(`${name} is not usable here`, { expected: usable });
  }
  const { interaction_id: interactionId, limit, before } = parsed.data;
  return { interactionId, limit, before };
}

const usable = {
  interaction_id: 'a UUID',
  limit: `1 to ${limitMax}`,
  before: 'the id of a rejection',
};
