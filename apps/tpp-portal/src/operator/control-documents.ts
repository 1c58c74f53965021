import { z } from 'zod';

const text = z.string().max(4000);
const moment = text.nullable();

/** What the authorization server says of a client to its operators; `metadata` as it was registered. */
export const controlledClient = z.object({
  client_id: text,
  status: z.enum(['active', 'frozen']),
  status_reason: text.nullable(),
  status_changed_at: moment,
  status_changed_by: text.nullable(),
});

export const listedClients = z.object({
  clients: z
    .array(controlledClient.extend({ metadata: z.record(z.string(), z.unknown()) }))
    .max(20_000),
});
export type ListedClient = z.output<typeof listedClients>['clients'][number];

/** One client: the same with its metadata beside it. */
export const shownClient = controlledClient.loose();

/** A signing key, without its private half. */
export const signingKey = z.object({
  kid: text,
  purpose: text,
  alg: text,
  state: z.enum(['next', 'active', 'retired', 'removed']),
  createdAt: text,
  activeFrom: text,
  retiredFrom: moment,
  removedFrom: moment,
  compromised: z.boolean().default(false),
});
export const signingKeys = z.object({ keys: z.array(signingKey).max(5000) });
export type SigningKey = z.output<typeof signingKey>;
