/** Why a try at signing in did not count, as page, status and header fields say it. */
export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly words: { readonly error: string; readonly errorTitle?: string };
}

export const wrong = (error: string): Problem => ({ status: 422, headers: {}, words: { error } });

/** Too many tries: nothing was looked at, and after so many seconds the next one will be (RFC 6585 4). */
export const waitProblem = (seconds: number): Problem => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  words: {
    errorTitle: 'Please wait a moment',
    error: `There were too many tries. Wait ${inWords(seconds)}, then try again.`,
  },
});

const inWords = (seconds: number): string => (seconds === 1 ? 'one second' : `${seconds} seconds`);
