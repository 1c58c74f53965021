import { LauncherError, wordsOf } from './launcher-error.js';

/** An error in one line with its cure; of an unknown one the words, and the stack only for those who ask. */
export function tell(error: unknown): string {
  if (error instanceof LauncherError) return `✘ ${error.message}. Cure: ${error.cure}.`;
  const { code, path } = error as NodeJS.ErrnoException;
  const what = path ?? 'a file';
  if (code === 'EACCES' || code === 'EPERM') {
    return `✘ ${what} belongs to another user. Cure: work as that user, or delete it as that user.`;
  }
  if (code === 'ENOSPC') return '✘ the disk is full. Cure: free about 1 GB and start again.';
  if (code === 'EROFS') return `✘ ${what} cannot be written. Cure: point SANDBANK_HOME elsewhere.`;
  const detail = process.env['SANDBANK_LOG_LEVEL'] === 'debug' && error instanceof Error;
  return `✘ ${detail ? (error.stack ?? error.message) : wordsOf(error)}`;
}
