import type { Browser, RunningPortal } from './running-portal.js';

/** What `/start/{flow}` tells a program. */
export interface Outcome {
  readonly flow_id: string;
  readonly status: string;
  readonly error?: string;
  readonly error_description?: string;
  readonly hops: readonly { kind: string; url: string; status?: number }[];
  readonly userinfo?: Record<string, unknown>;
  readonly resource?: { url: string; status: number; body?: unknown };
}

export interface Driven {
  /** Where the browser was sent after the callback. */
  readonly landing: string;
  readonly outcome: Outcome | undefined;
  /** Resource calls that carried a token. */
  readonly resourceCalls: number;
  readonly tokenRequests: number;
}

/** A plain HTTP client follows the start URL, the bank's redirect and the portal's, as a test server would. */
export async function drive(
  portal: RunningPortal,
  change: Readonly<Record<string, string | undefined>> = {},
  spoil: (callback: URL) => void = () => {},
  browser: Browser = portal.browser(),
): Promise<Driven> {
  const { bank } = portal;
  bank.requests.length = 0;
  const started = await browser.send(`/start?issuer=${encodeURIComponent(bank.issuer)}`);
  if (started.status !== 303) throw new Error(`${started.status} ${started.body}`);
  const callback = bank.allow(started.header('location') ?? '', change);
  spoil(callback);
  const landing = await browser.comeBack(callback);
  const told = landing.startsWith('/start/') ? await browser.send(landing) : undefined;
  return {
    landing,
    outcome: told?.json<Outcome>(),
    resourceCalls: bank.requestsTo('/aisp/accounts').length,
    tokenRequests: bank.requestsTo('/token').length,
  };
}
