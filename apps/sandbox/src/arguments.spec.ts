import { parseArguments, startOptions, UsageError } from './arguments.js';
import { commands } from './commands-table.js';
import { help } from './help.js';

const start = (words: readonly string[]) => {
  const invocation = parseArguments(words);
  if (invocation.command !== 'start') throw new Error(invocation.command);
  return startOptions(invocation.options);
};

describe('the command line', () => {
  it('starts when it says nothing', () => {
    expect(start([])).toEqual({ reset: false, detach: false });
  });

  it('reads the options of a start in any order', () => {
    const expected = { reset: true, detach: true, portBase: 9540 };
    expect(start(['--reset', '--detach', '--port-base', '9540'])).toEqual(expected);
    expect(start(['--port-base=9540', 'start', '--detach', '--reset'])).toEqual(expected);
  });

  it.each(['stop', 'status', 'doctor', 'prepare'])('knows the order %s', (command) => {
    expect(parseArguments([command])).toEqual({ command, options: {}, operand: '' });
  });

  it('knows commands of two words, their options and what they are about', () => {
    expect(
      parseArguments(['client', 'add', '--bank', 'harbour', '--metadata', '-', '--replace']),
    ).toEqual({
      command: 'client add',
      options: { bank: 'harbour', metadata: '-', replace: true, json: false },
      operand: '',
    });
    expect(parseArguments(['--json', 'client', 'show', 'client-a', '--bank=harbour'])).toEqual({
      command: 'client show',
      options: { bank: 'harbour', json: true },
      operand: 'client-a',
    });
  });

  it('knows commands of three words', () => {
    const organisation = '6f1f0b8e-5a0f-4c1e-9a44-2d5a3d6c1a01';
    expect(parseArguments(['directory', 'authority', 'rotate', '--emergency'])).toEqual({
      command: 'directory authority rotate',
      options: { emergency: true, json: false },
      operand: '',
    });
    const words = ['directory', 'organisation', 'suspend', organisation];
    expect(parseArguments(words)).toMatchObject({ operand: organisation });
  });

  it.each([
    ['stop', '--help'],
    ['client', '-h'],
    ['client', 'add', '--help'],
  ])('helps, whatever else is said: %s %s', (...words) => {
    expect(parseArguments(words).command).toBe('help');
  });

  it('tells of every command in its help', () => {
    const silent = Object.keys(commands).filter((name) => !['start', 'help'].includes(name));
    expect(silent.filter((name) => !help.includes(`-- ${name}`))).toEqual([]);
  });

  it.each([
    [['--rset'], 'unknown option --rset'],
    [['-x'], 'unknown option -x'],
    [['begin'], 'unknown command begin'],
    [['client'], 'unknown command client'],
    [['client', 'steal'], 'unknown command client steal'],
    [['directory', 'authority'], 'unknown command directory authority'],
    [['directory', 'authority', 'list', 'all'], 'not all too'],
    [['stop', 'start'], 'one command at a time, not start too'],
    [['client', 'show', 'a', 'b', '--bank', 'harbour'], 'not b too'],
    [['stop', '--reset'], 'stop takes no options'],
    [['status', '--port-base', '9000'], 'status takes no options'],
    [['client', 'list', '--bank', 'harbour', '--reset'], 'client list takes no --reset'],
    [['client', 'list'], 'client list wants --bank'],
    [['client', 'list', '--bank'], '--bank wants a value'],
    [['client', 'list', '--bank='], '--bank wants a value'],
    [['client', 'list', '--bank', '--json'], '--bank wants a value'],
    [['client', 'list', '--bank', 'a', '--bank', 'b'], 'one --bank at a time'],
    [['client', 'list', '--bank', 'a', '--json=no'], '--json takes no value'],
    [['client', 'show', '--bank', 'harbour'], 'client show wants the client id'],
    [['--port-base'], '--port-base wants a number'],
    [['--port-base', '80'], '--port-base wants a number'],
    [['--port-base', '65100'], '--port-base wants a number'],
    [['--port-base=9e3'], '--port-base wants a number'],
  ])('refuses %j in one line', (words, message) => {
    expect(() => parseArguments(words)).toThrow(UsageError);
    expect(() => parseArguments(words)).toThrow(message);
  });
});
