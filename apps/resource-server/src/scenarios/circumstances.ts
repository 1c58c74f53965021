import { z } from 'zod';
import { activeScenarioSchema, type ActiveScenario } from '../seed/scenario.schema.js';

/** What is unusual about the customer of a call. */
export interface Circumstances {
  readonly scenario: ActiveScenario;
  /** Accounts of theirs that the bank has closed. */
  readonly closedAccountIds: readonly string[];
}

const schema = 'resource_server';

/** Over the row `standing`: null for a customer about whom nothing is unusual, as it is with almost all of them. */
export const circumstancesSql = `(
  SELECT jsonb_build_object('scenario', coalesce(c.scenario, '{}'), 'closed', to_jsonb(closed.ids))
  FROM ${schema}.customer c, LATERAL (
    SELECT ARRAY(SELECT a.id FROM ${schema}.account_holder h
      JOIN ${schema}.account a ON a.id = h.account_id AND a.status = 'Deleted'
      WHERE h.customer_id = c.id) AS ids) closed
  WHERE c.id = standing.customer_id AND (c.scenario IS NOT NULL OR closed.ids <> '{}'))`;

const rowSchema = z.object({ scenario: activeScenarioSchema, closed: z.array(z.string()) });

/** Reads what `circumstancesSql` told; undefined when nothing is unusual. */
export function circumstancesOf(told: unknown): Circumstances | undefined {
  if (told === null || told === undefined) return undefined;
  const { scenario, closed } = rowSchema.parse(told);
  return { scenario, closedAccountIds: closed };
}
