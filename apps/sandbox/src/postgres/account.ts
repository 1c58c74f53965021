import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LauncherError } from '../launcher-error.js';

/** The numbers of a user and its group. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

// The first exists where PostgreSQL was ever installed, the second on every system.
const candidates = ['postgres', 'nobody'];

/** PostgreSQL refuses to run as root, so root lends it an account without rights; anyone else runs it as themselves. */
export async function postgresAccount(
  uid = process.getuid?.(),
  passwdFile = '/etc/passwd',
): Promise<Account | undefined> {
  if (uid !== 0) return undefined;
  const lines = (await readFile(passwdFile, 'utf8')).split('\n').map((line) => line.split(':'));
  for (const candidate of candidates) {
    const [, , foundUid, foundGid] = lines.find(([name]) => name === candidate) ?? [];
    if (foundUid !== undefined && foundGid !== undefined && foundUid !== '0') {
      return { uid: Number(foundUid), gid: Number(foundGid) };
    }
  }
  throw new LauncherError(
    'PostgreSQL refuses to run as root and there is no account "postgres" or "nobody" to lend it',
    'run the sandbox as an ordinary user, or set SANDBANK_DATABASE_URL',
  );
}

/** Whether the account may walk from the root folder into `folder`, by owner, group and mode. */
export async function canReach(account: Account, folder: string): Promise<boolean> {
  const { uid, gid, mode } = await stat(folder);
  const bits = uid === account.uid ? mode >> 6 : gid === account.gid ? mode >> 3 : mode;
  if ((bits & 1) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || canReach(account, parent);
}
