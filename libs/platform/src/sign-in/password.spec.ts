import { hashPassword, passwordMatches } from './password.js';

describe('passwords', () => {
  it('are kept as argon2id with 19 MiB and two passes', async () => {
    expect(await hashPassword('lantern')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('fit their own hash alone, and never the absence of one', async () => {
    const hash = await hashPassword('lantern');
    expect(await passwordMatches(hash, 'lantern')).toBe(true);
    expect(await passwordMatches(hash, 'Lantern')).toBe(false);
    expect(await passwordMatches(undefined, 'lantern')).toBe(false);
  });
});
