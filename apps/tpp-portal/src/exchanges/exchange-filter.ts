import { z } from 'zod';
import { recordingServers, type Exchange } from '../records/recorded.js';

/** What a reader of the log looks for; what is absent is not looked at. */
export const exchangeFilter = z.object({
  bank: z.string().max(100).optional(),
  server: z.enum(recordingServers).optional(),
  /** A class of status codes, or `refused`: all that were refused with an error. */
  status: z.enum(['2', '3', '4', '5', 'refused']).optional(),
  /** A part of the endpoint's name. */
  endpoint: z.string().max(100).optional(),
  interaction_id: z.uuid().optional(),
});
export type ExchangeFilter = z.output<typeof exchangeFilter>;

export const logQuery = exchangeFilter.extend({
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Whether an exchange is looked for, by what the servers do not sort out themselves. */
export function isWanted(filter: ExchangeFilter, exchange: Exchange): boolean {
  const { server, status, endpoint, interaction_id: interactionId } = filter;
  return (
    (server === undefined || exchange.server === server) &&
    (status === undefined || isOfStatus(status, exchange)) &&
    (endpoint === undefined || holds(exchange, endpoint)) &&
    (interactionId === undefined || exchange.interaction_id === interactionId.toLowerCase())
  );
}

const isOfStatus = (status: string, exchange: Exchange): boolean =>
  status === 'refused'
    ? exchange.error !== null
    : Math.floor(exchange.status / 100) === Number(status);

const holds = (exchange: Exchange, words: string): boolean =>
  `${exchange.method} ${exchange.endpoint}`.toLowerCase().includes(words.toLowerCase().trim());
