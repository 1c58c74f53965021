import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestTls } from '@sandbank/testing';

/** What a handler answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
}

/** A request with its body read. */
export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
}

export interface Listener {
  readonly url: string;
  stop(): Promise<void>;
}

/** A small TLS server on a free port. */
export async function listen(
  tls: TestTls,
  handle: (request: Received, base: string) => Promise<Answer>,
): Promise<Listener> {
  const base = (): string => `https://localhost:${(server.address() as AddressInfo).port}`;
  const server: Server = createServer(tls, (request, response) => {
    void respond(request, response, base(), handle);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    url: base(),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  base: string,
  handle: (request: Received, base: string) => Promise<Answer>,
): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const received = {
    method: request.method ?? '',
    url: new URL(request.url ?? '/', base),
    headers: request.headers,
    form: new URLSearchParams(body),
  };
  const answer = await handle(received, base).catch((error: unknown): Answer => {
    return { status: 400, json: { error: 'invalid_request', error_description: String(error) } };
  });
  response.writeHead(answer.status, {
    'x-fapi-interaction-id': String(request.headers['x-fapi-interaction-id'] ?? ''),
    ...(answer.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...answer.headers,
  });
  response.end(answer.json === undefined ? answer.text : JSON.stringify(answer.json));
}
