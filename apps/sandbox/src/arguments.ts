export const commands = ['start', 'stop', 'status', 'doctor', 'prepare', 'help'] as const;

export type Command = (typeof commands)[number];

export interface StartOptions {
  readonly reset: boolean;
  readonly detach: boolean;
  readonly portBase?: number;
}

export interface Invocation extends StartOptions {
  readonly command: Command;
}

/** A command line that means nothing; the process ends with code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const portBaseMin = 1024;
/** The highest port in use is base + 9, and replacements look a little further. */
const portBaseMax = 65_000;

/** Reads the words after `npm run sandbox --`. Throws `UsageError`. */
export function parseArguments(words: readonly string[]): Invocation {
  let command: Command | undefined;
  let reset = false;
  let detach = false;
  let portBase: number | undefined;
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--help' || word === '-h') return { command: 'help', reset: false, detach: false };
    else if (word === '--reset') reset = true;
    else if (word === '--detach') detach = true;
    else if (word === '--port-base') portBase = portBaseOf(rest.shift());
    else if (word.startsWith('--port-base=')) portBase = portBaseOf(word.split('=')[1]);
    else if (word.startsWith('-')) throw new UsageError(`unknown option ${word}`);
    else if (command !== undefined) throw new UsageError(`one command at a time, not ${word} too`);
    else command = commandOf(word);
  }
  command ??= 'start';
  if (command !== 'start' && (reset || detach || portBase !== undefined)) {
    throw new UsageError(`${command} takes no options`);
  }
  return { command, reset, detach, ...(portBase === undefined ? {} : { portBase }) };
}

function commandOf(word: string): Command {
  const command = commands.find((known) => known === word);
  if (command === undefined) throw new UsageError(`unknown command ${word}`);
  return command;
}

function portBaseOf(word: string | undefined): number {
  const port = /^\d{1,5}$/.test(word ?? '') ? Number(word) : Number.NaN;
  if (port >= portBaseMin && port <= portBaseMax) return port;
  throw new UsageError(`--port-base wants a number from ${portBaseMin} to ${portBaseMax}`);
}
