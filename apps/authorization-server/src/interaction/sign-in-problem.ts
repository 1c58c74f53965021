/** Why a try at signing in did not count, as page, status and header fields say it. */
export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly words: { readonly error: string; readonly errorTitle?: string };
}

export const wrong = (error: string): Problem => ({ status: 422, headers: {}, words: { error } });

/** Neither which of the two is wrong, nor whether there is such a customer. */
export const unknownCredentials = wrong('That user name and password do not fit. Try again.');

/** Where a newcomer finds a login. */
export const demoHint =
  'Logins of the demo customers are listed where the sandbox was started and in the portal.';

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
