import { temporaryHome } from '../test/temporary-home.js';
import type { Home } from './home.js';
import { portUses } from './ports.js';
import { settlePorts } from './settle-ports.js';
import { writeState } from './state-file.js';

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
    expect(first.authorizationServer).toBe(9447);
    expect(notes).toEqual([
      expect.stringMatching(/port 9441 is taken.*authorization server.*9447/),
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

  it('of an earlier version stay, and what is new finds its place beside them', async () => {
    const earlier = { tppPortal: 9440, authorizationServer: 9441, resourceServer: 9443 };
    await writeState(home.ports, { base: 9440, ...earlier, database: 9449 });
    const notes: string[] = [];
    const note = (line: string) => notes.push(line);
    const ports = await settlePorts(home, undefined, portUses, note, allBut(9444));
    const added = {
      ...{ authorizationServerMutualTls: 9447, resourceServerMutualTls: 9448 },
      authorizationServerControl: 9445,
      directory: 9446,
    };
    expect(ports).toEqual({ base: 9440, ...earlier, ...added, database: 9449 });
    expect(notes).toEqual([
      expect.stringMatching(/port 9443 is taken.*authorization server, mutual TLS.*9447/),
      expect.stringMatching(/port 9444 is taken.*resource server, mutual TLS.*9448/),
    ]);
    expect(await settlePorts(home, undefined, portUses, note, free)).toEqual(ports);
  });

  it('do not mind a taken database port when the database is somebody else’s', async () => {
    const uses = portUses.filter((use) => use !== 'database');
    await settlePorts(home, undefined, uses, () => undefined, free);
    await expect(
      settlePorts(home, undefined, uses, () => undefined, allBut(9449)),
    ).resolves.toBeDefined();
  });
});
