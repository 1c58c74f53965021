import { temporaryHome } from '../test/temporary-home.js';
import type { Home } from './home.js';
import { portUses } from './ports.js';
import { settlePorts } from './settle-ports.js';

const free = async () => true;
const allBut = (taken: number) => async (port: number) => port !== taken;

describe('the ports of a start', () => {
  let home: Home;
  beforeEach(async () => {
    home = await temporaryHome();
  });

  it('that are taken at the first start are replaced, with a word, and remembered', async () => {
    const notes: string[] = [];
    const first = await settlePorts(
      home,
      undefined,
      portUses,
      (line) => notes.push(line),
      allBut(9441),
    );
    expect(first.authorizationServer).toBe(9443);
    expect(notes).toEqual([
      expect.stringMatching(/port 9441 is taken.*authorization server.*9443/),
    ]);
    expect(await settlePorts(home, undefined, portUses, () => undefined, free)).toEqual(first);
  });

  it('that are taken later are named in one line with the cure', async () => {
    await settlePorts(home, undefined, portUses, () => undefined, free);
    const later = settlePorts(home, undefined, portUses, () => undefined, allBut(9442));
    await expect(later).rejects.toMatchObject({
      message: 'port 9442 (resource server) is taken by another program',
      cure: 'end that program, or move the sandbox: npm run sandbox -- --port-base 9540',
    });
  });

  it('move to another base when asked, and stay there', async () => {
    await settlePorts(home, undefined, portUses, () => undefined, free);
    const moved = await settlePorts(home, 9700, portUses, () => undefined, free);
    expect(moved).toMatchObject({ tppPortal: 9700, database: 9709 });
    expect(await settlePorts(home, undefined, portUses, () => undefined, free)).toEqual(moved);
    expect(await settlePorts(home, 9700, portUses, () => undefined, free)).toEqual(moved);
  });

  it('do not mind a taken database port when the database is somebody else’s', async () => {
    const uses = portUses.filter((use) => use !== 'database');
    await settlePorts(home, undefined, uses, () => undefined, free);
    await expect(
      settlePorts(home, undefined, uses, () => undefined, allBut(9449)),
    ).resolves.toBeDefined();
  });
});
