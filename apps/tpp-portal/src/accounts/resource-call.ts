import { Inject, Injectable } from '@nestjs/common';
import * as openid from 'openid-client';
import type { Bank } from '../banks/bank.js';
import type { LiveClient } from '../banks/live-client.js';
import { ResourceServers } from '../banks/resource-servers.js';
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

/** A call of a bank's API besides its address. */
export interface ResourceRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `application/json`. */
  readonly json?: unknown;
}

/** A link of an answer is followed only inside the same API: a token goes nowhere else. Throws `bank_refused`. */
export function resourceUrl(bank: Bank, target: string): URL {
  if (target === bank.resourceUrl) return new URL(target);
  const base = new URL(`${bank.resourceBase}/`);
  const url = target.startsWith('https:')
    ? new URL(target)
    : new URL(`${bank.resourceBase}${target}`);
  if (url.origin === base.origin && url.pathname.startsWith(base.pathname)) return url;
  throw new PortalError('bank_refused', 'The bank’s answer links to another place.');
}

/** Calls a bank's API with a token in the header, where RFC 6750 2.1 and RFC 9449 7.1 want it, and nowhere else. */
@Injectable()
export class ResourceCaller {
  constructor(@Inject(ResourceServers) private readonly servers: ResourceServers) {}

  /**
   * One call below the bank's API; `target` is a path or an address. Throws what openid-client throws, a
   * `WWWAuthenticateChallengeError` for a challenge among it, and `CheckFailed` where issuer and API are no pair.
   */
  async call(
    client: LiveClient,
    accessToken: string,
    target: string,
    request: ResourceRequest = {},
  ): Promise<Response> {
    const url = resourceUrl(client.bank, target);
    await this.servers.requirePair(client);
    // A person waits for the page that shows this (IA-2.2.2).
    const headers = new Headers({ accept: 'application/json', 'x-fapi-end-user-present': 'true' });
    for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value);
    if (request.json !== undefined) headers.set('content-type', 'application/json');
    return openid.fetchProtectedResource(
      client.configuration,
      accessToken,
      url,
      request.method ?? 'GET',
      request.json === undefined ? null : JSON.stringify(request.json),
      headers,
      client.atResourceServer,
    );
  }

  /** The JSON at an address. Throws `ApiRefusal` besides what `call` throws. */
  async read(client: LiveClient, accessToken: string, target: string): Promise<unknown> {
    const response = await this.call(client, accessToken, target);
    const body: unknown = await response.json().catch(() => undefined);
    if (response.status === 200 && body !== undefined) return body;
    throw apiRefusal(response, body);
  }
}

/** The refusal that an Open Banking error body words. */
export const apiRefusal = (response: Response, body: unknown): ApiRefusal =>
  new ApiRefusal(
    {
      status: response.status,
      error: firstCode(body) ?? `http_${response.status}`,
      errorDescription: messageOf(body),
      interactionId: response.headers.get('x-fapi-interaction-id') ?? undefined,
    },
    codesOf(body),
  );

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
