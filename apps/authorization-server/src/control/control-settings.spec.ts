import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '@sandbank/crypto';
import { controlAccessOf, controlSettings } from './control-settings.js';

const folder = mkdtempSync(join(tmpdir(), 'sandbank-control-'));
afterAll(() => rmSync(folder, { recursive: true }));

const token = 'A'.repeat(43);
const settings = controlSettings.pick({
  SANDBANK_CONTROL_PORT: true,
  SANDBANK_OPERATOR_TOKEN_FILE: true,
});
const accessOf = (given: { port?: string; text?: string }) => {
  const file = join(folder, 'operator.token');
  if (given.text !== undefined) writeFileSync(file, given.text);
  const parsed = settings.parse({
    SANDBANK_CONTROL_PORT: given.port,
    SANDBANK_OPERATOR_TOKEN_FILE: given.text === undefined ? undefined : file,
  });
  return controlAccessOf(parsed as Parameters<typeof controlAccessOf>[0]);
};

describe('the settings of the control API', () => {
  it('know a port, and of the token no more than its digest', () => {
    const access = accessOf({ port: '9445', text: `${token}\n` });
    expect(access).toEqual({ port: 9445, tokenDigest: sha256(token) });
  });

  it('may be absent: then nothing is served', () => {
    expect(accessOf({})).toBeUndefined();
  });

  it.each([{ port: '9445' }, { text: token }])('are refused by halves: %j', (half) => {
    expect(() => accessOf(half)).toThrow('are set together or not at all');
  });

  it.each(['', 'A'.repeat(42), `${token}!`, 'A'.repeat(513)])(
    'take no token that could be guessed or sent wrongly: %s',
    (text) => {
      expect(() => accessOf({ port: '9445', text })).toThrow('at least 32 bytes');
    },
  );
});
