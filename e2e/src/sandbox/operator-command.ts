import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { sandboxHome } from './sandbox.js';

const launcher = resolve(import.meta.dirname, '../../../apps/sandbox/dist/main.js');

/** What a command printed, and how it ended. */
export interface CommandOutcome {
  code: number | null;
  output: string;
  complaints: string;
  /** The output as JSON. */
  json: <Body>() => Body;
}

/** Runs one of the operator's commands against the running sandbox, as a person in a terminal does. */
export const command = (words: readonly string[], input = ''): Promise<CommandOutcome> =>
  new Promise((done, fail) => {
    const foreign = Object.entries(process.env).filter(
      ([name]) => !/^(SANDBANK_|NODE_)/.test(name),
    );
    const child = spawn(process.execPath, [launcher, ...words], {
      env: { ...Object.fromEntries(foreign), SANDBANK_HOME: sandboxHome() },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let output = '';
    let complaints = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    child.once('error', fail);
    child.once('close', (code) =>
      done({ code, output, complaints, json: <Body>() => JSON.parse(output) as Body }),
    );
    child.stdin.end(input);
  });

/** As `command`. Rejects when the order is refused. */
export const carriedOut = async (...words: readonly string[]): Promise<CommandOutcome> => {
  const outcome = await command(words);
  if (outcome.code !== 0) throw new Error(`${words.join(' ')}: ${outcome.complaints}`);
  return outcome;
};
