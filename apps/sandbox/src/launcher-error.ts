/** Something wrong that a person can mend: told in one line with its cure, without a stack. */
export class LauncherError extends Error {
  override readonly name = 'LauncherError';

  constructor(
    message: string,
    readonly cure: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The words of any thrown value. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
