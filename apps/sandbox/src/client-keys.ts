import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { readState, writeState } from './state-file.js';

const privateJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
  alg: z.literal('ES256'),
  use: z.literal('sig'),
});

const privateJwkSet = z.object({ keys: z.tuple([privateJwk]) });

export type PrivateJwkSet = z.output<typeof privateJwkSet>;

/** The signing key of a demo client, made at the first call and kept in `path` for its owner alone. */
export async function clientKeysIn(path: string): Promise<PrivateJwkSet> {
  const kept = await readState(path, privateJwkSet);
  if (kept !== undefined) return kept;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const kid = randomBytes(12).toString('base64url');
  const made = privateJwkSet.parse({
    keys: [{ ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' }],
  });
  await writeState(path, made);
  return made;
}

/** The public half, as it is registered. */
export function publicHalf({ keys: [key] }: PrivateJwkSet): { keys: Record<string, string>[] } {
  const { d: _private, ...open } = key;
  return { keys: [open] };
}
