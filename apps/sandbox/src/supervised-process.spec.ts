import { SupervisedProcess, type Life } from './supervised-process.js';

interface FakeLife extends Life {
  crash(): void;
  stopped: boolean;
}

function fakeLife(pid: number): FakeLife {
  const ended = Promise.withResolvers<undefined>();
  const life: FakeLife = {
    identity: { pid, began: 'then' },
    ended: ended.promise.then(() => undefined),
    stopped: false,
    crash: () => ended.resolve(undefined),
    stop: async () => {
      life.stopped = true;
      ended.resolve(undefined);
    },
  };
  return life;
}

function supervised(begin: () => Promise<Life>, firstDelayMilliseconds = 1) {
  const said: string[] = [];
  const failure = Promise.withResolvers<string>();
  const process = new SupervisedProcess({
    title: 'Portal',
    log: 'portal.log',
    firstDelayMilliseconds,
    begin,
    onLife: () => undefined,
    say: (line) => said.push(line),
    giveUp: failure.resolve,
  });
  return { process, said, failed: failure.promise };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 30));

describe('a supervised process', () => {
  it('that ends unasked is begun again, with a word', async () => {
    const lives: FakeLife[] = [];
    const { process, said } = supervised(async () => {
      lives.push(fakeLife(lives.length));
      return lives.at(-1)!;
    });
    await process.start();
    process.watchOver();
    lives[0]!.crash();
    await soon();
    expect(lives).toHaveLength(2);
    expect(said).toEqual([expect.stringContaining('Portal ended unexpectedly')]);
    await process.stop();
    expect(lives[1]!.stopped).toBe(true);
    expect(lives).toHaveLength(2);
  });

  it('that keeps ending is given up, with the log to look at', async () => {
    const { process, said, failed } = supervised(async () => {
      const life = fakeLife(1);
      setTimeout(() => life.crash(), 1);
      return life;
    });
    await process.start();
    process.watchOver();
    expect(await failed).toBe('Portal ended 4 times; see portal.log');
    expect(said).toHaveLength(3);
    await process.stop();
  });

  it('that cannot begin again is given up', async () => {
    const first = fakeLife(1);
    let begun = 0;
    const { process, failed } = supervised(async () => {
      begun += 1;
      if (begun > 1) throw new Error('no port');
      return first;
    });
    await process.start();
    process.watchOver();
    first.crash();
    expect(await failed).toContain('could not be started again: no port');
  });

  it('that is stopped between two lives stays dead', async () => {
    const lives: FakeLife[] = [];
    const { process, said } = supervised(async () => {
      lives.push(fakeLife(lives.length));
      return lives.at(-1)!;
    }, 20);
    await process.start();
    process.watchOver();
    lives[0]!.crash();
    while (said.length === 0) await new Promise(setImmediate);
    await process.stop();
    expect(lives).toHaveLength(1);
  });
});
