import { parseArguments, UsageError, type Invocation } from './arguments.js';
import { examine } from './commands/doctor.js';
import { prepareSandbox } from './commands/prepare.js';
import { startDetached } from './commands/detach.js';
import { runSandbox } from './commands/start.js';
import { showStatus } from './commands/status.js';
import { stopSandbox } from './commands/stop.js';
import { contextFrom } from './context.js';
import { outliveTerminal } from './ending.js';
import { help } from './help.js';
import { progressOn } from './progress.js';
import { summary } from './summary.js';
import { tell } from './tell.js';

async function run({ command, ...options }: Invocation): Promise<number> {
  const context = contextFrom(process.env);
  const progress = progressOn(process.stdout);
  const print = (text: string): void => progress.note(text);
  switch (command) {
    case 'help':
      print(help);
      return 0;
    case 'start':
      if (options.detach) return startDetached(context, options, progress);
      return runSandbox(context, options, progress, (description) =>
        print(summary(context.home, description, false)),
      );
    case 'stop':
      return stopSandbox(context, progress);
    case 'status':
      return showStatus(context, print);
    case 'doctor':
      return examine(context, print);
    case 'prepare':
      return prepareSandbox(context, progress);
  }
}

outliveTerminal();
try {
  process.exitCode = await run(parseArguments(process.argv.slice(2)));
} catch (error) {
  const isUsage = error instanceof UsageError;
  console.error(isUsage ? `${error.message}. See: npm run sandbox -- --help` : tell(error));
  process.exitCode = isUsage ? 2 : 1;
}
