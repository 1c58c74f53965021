import { z } from 'zod';
import { runSandbox } from './commands/start.js';
import { contextFrom } from './context.js';
import { endingAsked, outliveTerminal } from './ending.js';
import { relayedProgress, type News } from './relayed-progress.js';
import { summary } from './summary.js';

// The process behind `--detach`: it tells its starter how far it is, and stays when that one leaves.

const optionsSchema = z.object({
  reset: z.boolean(),
  detach: z.boolean(),
  portBase: z.number().optional(),
});

outliveTerminal();
const context = contextFrom(process.env);
const { portBase, ...flags } = optionsSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
const options = { ...flags, ...(portBase !== undefined && { portBase }) };

let isReady = false;
const send = (news: News): void => {
  if (process.connected) process.send?.(news);
  else if (news.kind === 'note') process.stdout.write(`${news.line}\n`);
};

process.exitCode = await runSandbox(
  context,
  options,
  relayedProgress(send),
  (description) => {
    isReady = true;
    send({ kind: 'ready', summary: summary(context.home, description, true) });
  },
  endingAsked(() => !isReady),
);
