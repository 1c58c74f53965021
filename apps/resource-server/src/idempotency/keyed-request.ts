import { canonicalJson } from '@sandbank/consent';
import { sha256 } from '@sandbank/crypto';

const records = 'resource_server.idempotency_record';
const keySeconds = 86_400;

/** A request that is carried out once for each key of its client, for a day. */
export interface KeyedRequest {
  /** Last segment of the path. */
  readonly endpoint: string;
  readonly key: string;
  /** What tells it from another request under the same key. */
  readonly order: object;
  readonly consent: { readonly bank: string; readonly clientId: string };
  readonly now: Date;
}

/**
 * Claims the key of a request whose `claimValues` are $1 to $7, for the resource that `resourceId` is the SQL of. One row,
 * or none where the key is in use.
 */
export const claimKeySql = (resourceId: string): string =>
  `INSERT INTO ${records} AS known (bank_slug, client_id, endpoint, key, digest, resource_id, expires_at)
   VALUES ($1, $2, $3, $4, $5, ${resourceId}, $6)
   ON CONFLICT (bank_slug, client_id, endpoint, key) DO UPDATE
     SET digest = EXCLUDED.digest, resource_id = EXCLUDED.resource_id, expires_at = EXCLUDED.expires_at
     WHERE known.expires_at <= $7::timestamptz
   RETURNING 1`;

/** $1 bank, $2 client, $3 endpoint, $4 key, $5 digest, $6 end of the key, $7 now. */
export function claimValues({ endpoint, key, order, consent, now }: KeyedRequest): unknown[] {
  const until = new Date(now.getTime() + keySeconds * 1000);
  return [consent.bank, consent.clientId, endpoint, key, digestOf(order), until, now];
}

/** The record of a request whose `lookValues` are $1 to $5, as `r`; more tables and conditions may follow. */
export const underKeySql = (join = ''): string =>
  `${records} r ${join}
   WHERE r.bank_slug = $1 AND r.client_id = $2 AND r.endpoint = $3 AND r.key = $4 AND r.expires_at > $5`;

/** $1 bank, $2 client, $3 endpoint, $4 key, $5 now. */
export const lookValues = ({ endpoint, key, consent, now }: KeyedRequest): unknown[] => [
  ...[consent.bank, consent.clientId, endpoint, key, now],
];

/** Whether what was kept under the key is this request. */
export const isTheSame = ({ digest }: { readonly digest: Buffer }, { order }: KeyedRequest) =>
  digest.equals(digestOf(order));

const digestOf = (order: object): Buffer => sha256(canonicalJson(order));
