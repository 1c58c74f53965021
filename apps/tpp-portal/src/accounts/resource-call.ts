import * as openid from 'openid-client';
import type { LiveClient } from '../banks/live-client.js';
import type { Tokens } from '../connection/connection.store.js';
import { PortalError, type UpstreamAnswer } from '../portal-error.js';

/** An Open Banking error body. */
export class ApiRefusal extends Error {
  constructor(
    readonly answer: UpstreamAnswer,
    readonly codes: readonly string[],
  ) {
    super(answer.errorDescription);
  }
}

/** A link of an answer is followed only inside the same API: a token goes nowhere else. */
export function resourceUrl(resourceBase: string, target: string): URL {
  const base = new URL(`${resourceBase}/`);
  const url = target.startsWith('https:') ? new URL(target) : new URL(`${resourceBase}${target}`);
  if (url.origin === base.origin && url.pathname.startsWith(base.pathname)) return url;
  throw new PortalError('bank_refused', 'The bank’s answer links to another place.');
}

/** One GET with a DPoP-bound token. Throws `ApiRefusal` and what openid-client throws. */
export async function readResource(client: LiveClient, tokens: Tokens, url: URL): Promise<unknown> {
  // A person waits for the page that shows this (IA-2.2.2).
  const headers = new Headers({ accept: 'application/json', 'x-fapi-end-user-present': 'true' });
  const response = await openid.fetchProtectedResource(
    client.configuration,
    tokens.accessToken,
    url,
    'GET',
    null,
    headers,
    client.atResourceServer,
  );
  const body: unknown = await response.json().catch(() => undefined);
  if (response.status === 200 && body !== undefined) return body;
  throw new ApiRefusal(
    {
      status: response.status,
      error: firstCode(body) ?? `http_${response.status}`,
      errorDescription: messageOf(body),
      interactionId: response.headers.get('x-fapi-interaction-id') ?? undefined,
    },
    codesOf(body),
  );
}

const codesOf = (body: unknown): string[] => {
  const errors = (body as { Errors?: unknown } | undefined)?.Errors;
  return Array.isArray(errors)
    ? errors.map((error: unknown) => String((error as { ErrorCode?: unknown } | null)?.ErrorCode))
    : [];
};
const firstCode = (body: unknown): string | undefined => codesOf(body)[0];
const messageOf = (body: unknown): string => {
  const message = (body as { Message?: unknown } | undefined)?.Message;
  return typeof message === 'string' ? message.slice(0, 300) : 'The bank refused the call.';
};
