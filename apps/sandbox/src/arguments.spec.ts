import { parseArguments, UsageError } from './arguments.js';

describe('the command line', () => {
  it('starts when it says nothing', () => {
    expect(parseArguments([])).toEqual({ command: 'start', reset: false, detach: false });
  });

  it('reads the options of a start in any order', () => {
    const expected = { command: 'start', reset: true, detach: true, portBase: 9540 };
    expect(parseArguments(['--reset', '--detach', '--port-base', '9540'])).toEqual(expected);
    expect(parseArguments(['--port-base=9540', 'start', '--detach', '--reset'])).toEqual(expected);
  });

  it.each(['stop', 'status', 'doctor', 'prepare'])('knows the order %s', (command) => {
    expect(parseArguments([command]).command).toBe(command);
  });

  it('helps, whatever else is said', () => {
    expect(parseArguments(['stop', '--help']).command).toBe('help');
  });

  it.each([
    [['--rset'], 'unknown option --rset'],
    [['begin'], 'unknown command begin'],
    [['stop', 'start'], 'one command at a time'],
    [['stop', '--reset'], 'stop takes no options'],
    [['status', '--port-base', '9000'], 'status takes no options'],
    [['--port-base'], '--port-base wants a number'],
    [['--port-base', '80'], '--port-base wants a number'],
    [['--port-base', '65100'], '--port-base wants a number'],
    [['--port-base=9e3'], '--port-base wants a number'],
  ])('refuses %j in one line', (words, message) => {
    expect(() => parseArguments(words)).toThrow(UsageError);
    expect(() => parseArguments(words)).toThrow(message);
  });
});
