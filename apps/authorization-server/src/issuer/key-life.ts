import type { JwsAlgorithm } from '@sandbank/crypto';
import { profiles } from '@sandbank/fapi-policy';
import type { BankEntity } from './bank.entity.js';
import type { KeyPurpose } from './signing-key.entity.js';

/** How old the keys in a process's memory may be; a process that cannot look for longer serves nothing from them. */
export const keysInMemorySecondsMax = 60;

/**
 * How long a key is published before it signs: longer than a process's memory (60 s), our `max-age` (60 s), a resource
 * server's set (90 s), and what verifiers are known to keep (10 min).
 */
export const publishedAheadSeconds = 660;

// What the last process to hear of the retirement still signs, with clocks a minute apart.
const longestTokenSeconds = Math.max(
  ...Object.values(profiles).flatMap(({ limits }) => [
    limits.accessTokenSeconds,
    limits.idTokenSeconds,
  ]),
);

/** How long a retired key is published: until everything that it signed has expired. */
export const publishedAfterSeconds = longestTokenSeconds + keysInMemorySecondsMax + 60;

/** Algorithms among which a client chooses for its ID tokens (`id_token_signed_response_alg`). */
export const idTokenAlgorithms = [
  'ES256',
  'PS256',
  'EdDSA',
  'Ed25519',
] as const satisfies readonly JwsAlgorithm[];

/** The algorithms in which a bank needs a key of that purpose; one of them, but for ID tokens. */
export function algorithmsOf(
  bank: Pick<BankEntity, 'signingAlg'>,
  purpose: KeyPurpose,
): readonly JwsAlgorithm[] {
  switch (purpose) {
    case 'access_token':
      return [bank.signingAlg];
    case 'id_token':
      return idTokenAlgorithms;
    case 'bank_internal':
    case 'audit':
      // Between the bank's own servers nobody chooses, and verifiers of the record need no choice.
      return ['ES256'];
  }
}

export const keyPurposes = [
  'access_token',
  'id_token',
  'bank_internal',
  'audit',
] as const satisfies readonly KeyPurpose[];
