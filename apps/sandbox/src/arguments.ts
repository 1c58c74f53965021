import { parseArgs } from 'node:util';
import {
  commands,
  shapeOf,
  type Command,
  type Invocation,
  type OptionsOf,
} from './commands-table.js';

/** How a sandbox is started. */
export interface StartOptions {
  readonly reset: boolean;
  readonly detach: boolean;
  readonly portBase?: number;
}

/** A command line that means nothing; the process ends with code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const portBaseMin = 1024;
/** The highest port in use is base + 9, and replacements look a little further. */
const portBaseMax = 65_000;

const known = Object.assign({}, ...Object.values(commands).map(({ options }) => options)) as Record<
  string,
  string
>;
const options = Object.fromEntries(
  Object.entries(known).map(([name, kind]) => [
    name,
    { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
  ]),
);
const help = { help: { type: 'boolean', short: 'h' } } as const;
/** How many words a command has that begins with this one; all that begin alike have as many. */
const lengths = new Map(
  Object.keys(commands).map((name) => {
    const words = name.split(' ');
    return [words[0], words.length];
  }),
);

/** Reads the words after `npm run sandbox --`. Throws `UsageError`. */
export function parseArguments(words: readonly string[]): Invocation {
  const { tokens } = parseArgs({
    args: [...words],
    options: { ...options, ...help },
    allowPositionals: true,
    // Not strict: the library's complaints run to several lines.
    strict: false,
    tokens: true,
  });
  const given = new Map<string, string | true>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    if (name === 'help' || name === 'h') return { command: 'help', options: {}, operand: '' };
    if (!(name in known)) throw new UsageError(`unknown option ${rawName}`);
    if (given.has(name)) throw new UsageError(`one ${rawName} at a time`);
    given.set(name, wordOf(name, value));
  }
  const { command, operand } = commandOf(positionals);
  return { command, options: optionsOf(command, given), operand } as Invocation;
}

function wordOf(name: string, value: string | undefined): string | true {
  if (known[name] === 'flag') {
    if (value === undefined) return true;
    throw new UsageError(`--${name} takes no value`);
  }
  // One dash alone names standard input.
  if (value !== undefined && value !== '' && (value === '-' || !value.startsWith('-')))
    return value;
  throw new UsageError(`--${name} wants ${known[name] === 'port' ? portWords : 'a value'}`);
}

function commandOf(given: readonly string[]) {
  const [first = 'start', ...others] = given;
  const length = lengths.get(first) ?? 1;
  const name = [first, ...others.slice(0, length - 1)].join(' ');
  const words = others.slice(length - 1);
  const command = (Object.keys(commands) as Command[]).find((each) => each === name);
  if (command === undefined) throw new UsageError(`unknown command ${name}`);
  const { operand: wanted } = shapeOf(command);
  const [operand = '', more] = words;
  if (wanted !== undefined && operand === '')
    throw new UsageError(`${command} wants the ${wanted}`);
  const surplus = wanted === undefined ? words[0] : more;
  if (surplus !== undefined) throw new UsageError(`one command at a time, not ${surplus} too`);
  return { command, operand };
}

function optionsOf(command: Command, given: ReadonlyMap<string, string | true>): object {
  const { options: own } = shapeOf(command);
  for (const name of given.keys()) {
    if (Object.keys(own).length === 0) throw new UsageError(`${command} takes no options`);
    if (!(name in own)) throw new UsageError(`${command} takes no --${name}`);
  }
  const values = Object.entries(own).map(([name, kind]) => {
    const value = given.get(name);
    if (kind === 'required' && value === undefined) {
      throw new UsageError(`${command} wants --${name}`);
    }
    if (kind === 'flag') return [name, value === true];
    return [name, kind === 'port' && typeof value === 'string' ? portBaseOf(value) : value];
  });
  return Object.fromEntries(values) as object;
}

const portWords = `a number from ${portBaseMin} to ${portBaseMax}`;

function portBaseOf(word: string): number {
  const port = /^\d{1,5}$/.test(word) ? Number(word) : Number.NaN;
  if (port >= portBaseMin && port <= portBaseMax) return port;
  throw new UsageError(`--port-base wants ${portWords}`);
}

/** The options of a start as the rest of the launcher names them. */
export function startOptions(given: OptionsOf<'start'>): StartOptions {
  const { reset, detach, 'port-base': portBase } = given;
  return { reset, detach, ...(portBase !== undefined && { portBase }) };
}
