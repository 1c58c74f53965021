import { hash, verify } from '@node-rs/argon2';

// The library's default algorithm, argon2id, at OWASP's lighter setting: 19 MiB, two passes. It runs in
// the thread pool.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The argon2id hash of a password, in PHC form. */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** A hash that no password fits; made once, so that unknown names cost what known ones do. */
let decoy: Promise<string> | undefined;

/** True when the password fits the hash; takes as long when there is no hash to fit. */
export async function passwordMatches(
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID());
  const matches = await verify(passwordHash ?? (await decoy), password);
  return matches && passwordHash !== undefined;
}
