import { parseArguments, startOptions, UsageError } from './arguments.js';
import { changeAccount } from './commands/account.js';
import { erasePerson, exportRecord, verifyRecord } from './commands/audit.js';
import { aboutClient, addClients, listClients } from './commands/client.js';
import { addCustomer } from './commands/customer.js';
import { generateCustomers } from './commands/generate.js';
import type { Invocation } from './commands-table.js';
import { orderDirectory } from './commands/directory.js';
import { changePermission } from './commands/permission.js';
import { examine } from './commands/doctor.js';
import { prepareSandbox } from './commands/prepare.js';
import { issueCertificate } from './commands/client-certificate.js';
import { listEvents, replayEvents } from './commands/event.js';
import { listKeys, rotateKeys } from './commands/key.js';
import { verifyBooks } from './commands/ledger.js';
import { startDetached } from './commands/detach.js';
import { runSandbox } from './commands/start.js';
import { showStatus } from './commands/status.js';
import { stopSandbox } from './commands/stop.js';
import { contextFrom } from './context.js';
import { outliveTerminal } from './ending.js';
import { help } from './help.js';
import { OrderRefused } from './operate.js';
import { progressOn } from './progress.js';
import { summary } from './summary.js';
import { tell } from './tell.js';

async function run(invocation: Invocation): Promise<number> {
  const context = contextFrom(process.env);
  const progress = progressOn(process.stdout);
  const print = (text: string): void => progress.note(text);
  const { command, operand } = invocation;
  switch (command) {
    case 'help':
      print(help);
      return 0;
    case 'start': {
      const options = startOptions(invocation.options);
      if (options.detach) return startDetached(context, options, progress);
      return runSandbox(context, options, progress, (description) =>
        print(summary(context.home, description, false)),
      );
    }
    case 'stop':
      return stopSandbox(context, progress);
    case 'status':
      return showStatus(context, print);
    case 'doctor':
      return examine(context, print);
    case 'prepare':
      return prepareSandbox(context, progress);
    case 'client add':
      return addClients(context, invocation.options, print);
    case 'client list':
      return listClients(context, invocation.options, print);
    case 'client show':
    case 'client remove':
    case 'client freeze':
    case 'client thaw':
      return aboutClient(context, command, operand, invocation.options, print);
    case 'client certificate':
      return issueCertificate(context, operand, invocation.options, print);
    case 'consent suspend':
    case 'consent resume':
    case 'consent revoke':
    case 'grant revoke':
      return changePermission(context, command, operand, invocation.options, print);
    case 'audit export':
      return exportRecord(context, operand, invocation.options, print);
    case 'audit verify':
      return verifyRecord(context, operand, invocation.options, print);
    case 'audit erase':
      return erasePerson(context, operand, invocation.options, print);
    case 'key list':
      return listKeys(context, invocation.options, print);
    case 'key rotate':
      return rotateKeys(context, invocation.options, print);
    case 'event list':
      return listEvents(context, invocation.options, print);
    case 'event replay':
      return replayEvents(context, invocation.options, print);
    case 'ledger verify':
      return verifyBooks(context, invocation.options, print);
    case 'customer add':
      return addCustomer(context, invocation.options, print);
    case 'customer generate':
      return generateCustomers(context, invocation.options, print);
    case 'directory authority list':
    case 'directory authority rotate':
    case 'directory key list':
    case 'directory key rotate':
    case 'directory organisation list':
    case 'directory organisation suspend':
    case 'directory organisation reinstate':
    case 'directory software list':
      return orderDirectory(context, command, operand, invocation.options, print);
    case 'account close':
    case 'account disable':
    case 'account reopen':
      return changeAccount(context, command, operand, invocation.options, print);
  }
}

outliveTerminal();
try {
  process.exitCode = await run(parseArguments(process.argv.slice(2)));
} catch (error) {
  const isUsage = error instanceof UsageError;
  if (isUsage) console.error(`${error.message}. See: npm run sandbox -- --help`);
  else if (error instanceof OrderRefused) console.error(error.lines.join('\n'));
  else console.error(tell(error));
  process.exitCode = isUsage ? 2 : 1;
}
