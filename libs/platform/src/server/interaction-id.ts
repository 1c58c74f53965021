import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export const interactionIdHeader = 'x-fapi-interaction-id';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && uuid.test(value);

/** The caller's interaction id when it is a UUID, else a new one (IA-2.2.1-2). */
export function interactionIdOf(headers: IncomingHttpHeaders): string {
  const sent = headers[interactionIdHeader];
  return isUuid(sent) ? sent : randomUUID();
}
