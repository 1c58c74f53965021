import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { z } from 'zod';
import type { Context } from './context.js';
import { embeddedDataUrl, externalDataUrl } from './database.js';
import { serviceEnvironment } from './environment.js';
import { LauncherError } from './launcher-error.js';
import { lockHolder } from './lock.js';
import type { Ports } from './ports.js';
import { databaseName, runningProcesses } from './process-list.js';
import { services, type ServiceName } from './services.js';
import { rememberedPorts } from './settle-ports.js';

const outcomeSchema = z.union([
  z.object({ result: z.unknown() }).refine((outcome) => 'result' in outcome),
  z.object({
    problems: z.array(
      z.object({
        member: z.string().optional(),
        message: z.string(),
        error: z.string().optional(),
      }),
    ),
  }),
  z.object({ unavailable: z.string() }),
]);

/** An order that a server refused: one line for each thing that is wrong. Nothing was changed. */
export class OrderRefused extends Error {
  override readonly name = 'OrderRefused';

  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/**
 * Gives an order to a server's own entry point for operators, a process beside the running one that works with its
 * database role. Resolves to the result; `onProgress` hears how far a long order is. Throws `OrderRefused`, or `LauncherError` where no sandbox runs.
 */
export async function operate(
  context: Context,
  name: ServiceName,
  order: object,
  onProgress: (progress: string) => void = () => undefined,
): Promise<unknown> {
  const { home, apps } = context;
  const service = services.find((each) => each.name === name);
  const ports = await rememberedPorts(home);
  if (ports === undefined || service === undefined) {
    throw new LauncherError('the sandbox was never started here', 'start it: npm run sandbox');
  }
  const { appUrl } = await import('@sandbank/platform');
  const databaseUrl = appUrl(await dataUrl(context, ports), service.app);
  const environment = serviceEnvironment(home, service, ports, databaseUrl);
  const script = join(apps, name, 'dist', 'operate.js');
  return resultOf(await answerOf(script, environment, order, onProgress));
}

/** The URL of the database under the role that reads the governance record alone, with its password. */
export async function auditorUrl(context: Context): Promise<string> {
  const ports = await rememberedPorts(context.home);
  if (ports === undefined) {
    throw new LauncherError('the sandbox was never started here', 'start it: npm run sandbox');
  }
  const { appUrl } = await import('@sandbank/platform');
  const password = await readFile(context.home.auditorPassword, 'utf8');
  return appUrl(await dataUrl(context, ports), 'auditor', password.trim());
}

/** The URL of the database, when it is there. */
async function dataUrl({ home, databaseUrl }: Context, ports: Ports): Promise<string> {
  if (databaseUrl !== undefined) return externalDataUrl(databaseUrl);
  if (databaseName in (await runningProcesses(home))) return embeddedDataUrl(ports.database);
  if ((await lockHolder(home)) === undefined) {
    throw new LauncherError('the sandbox is not running', 'start it: npm run sandbox -- --detach');
  }
  throw new LauncherError(
    'the sandbox runs, but not on a database of its own',
    'set SANDBANK_DATABASE_URL as it was set at the start',
  );
}

async function answerOf(
  script: string,
  env: NodeJS.ProcessEnv,
  order: object,
  onProgress: (progress: string) => void,
): Promise<z.output<typeof outcomeSchema>> {
  const child = spawn(process.execPath, ['--enable-source-maps', script], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // A process that ends early leaves its input unread; what it says tells why.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(order));
  const [said, complained, code] = await Promise.all([
    lastWord(child.stdout, onProgress),
    text(child.stderr),
    ended,
  ]);
  if (code !== 0) {
    const [words = ''] = complained.trim().split('\n');
    const why = words === '' ? 'its process was ended' : words;
    throw new LauncherError(
      `the order could not be carried out: ${why}`,
      'npm run sandbox -- doctor',
    );
  }
  return outcomeSchema.parse(JSON.parse(said));
}

const progressSchema = z.object({ progress: z.string() });

/** What a process says in the end, once it has said how far it is. */
async function lastWord(output: Readable, onProgress: (progress: string) => void): Promise<string> {
  let last = '';
  for await (const line of createInterface({ input: output })) {
    if (!line.startsWith('{"progress":')) last += line;
    else onProgress(progressSchema.parse(JSON.parse(line)).progress);
  }
  return last;
}

function resultOf(outcome: z.output<typeof outcomeSchema>): unknown {
  if ('result' in outcome) return outcome.result;
  if ('unavailable' in outcome) {
    throw new LauncherError(
      `the database does not answer: ${outcome.unavailable}`,
      'start the sandbox, or check SANDBANK_DATABASE_URL',
    );
  }
  throw new OrderRefused(
    outcome.problems.map(({ member, message, error }) => {
      const about = member === undefined || member === '' ? '' : `${member}: `;
      return `${about}${message}${error === undefined ? '' : ` (${error})`}`;
    }),
  );
}
