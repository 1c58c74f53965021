import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { TestTls } from '@sandbank/testing';

/** What a handler answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  /** `never`: no answer at all; `half`: a body that is promised and not finished; `torn`: one that breaks off. */
  readonly broken?: 'never' | 'half' | 'torn';
}

/** A request with its body read. */
export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
  readonly body: string;
  /** SHA-256 of the client's certificate (RFC 8705 3.1); undefined where none was shown. */
  readonly certificate: string | undefined;
}

export interface Listener {
  readonly url: string;
  stop(): Promise<void>;
}

/** A small TLS server on a free port; with `asksForCertificates` it asks each client for one. */
export async function listen(
  tls: TestTls,
  handle: (request: Received) => Promise<Answer>,
  now: () => Date,
  asksForCertificates = false,
): Promise<Listener> {
  const base = (): string => `https://localhost:${(server.address() as AddressInfo).port}`;
  const options = { ...tls, requestCert: asksForCertificates, rejectUnauthorized: false };
  const server: Server = createServer(options, (request, response) => {
    response.setHeader('date', now().toUTCString());
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
  handle: (request: Received) => Promise<Answer>,
): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const received = {
    method: request.method ?? '',
    url: new URL(request.url ?? '/', base),
    headers: request.headers,
    form: new URLSearchParams(body),
    body,
    certificate: thumbprintOf(request.socket as TLSSocket),
  };
  const answer = await handle(received).catch((error: unknown): Answer => {
    return { status: 400, json: { error: 'invalid_request', error_description: String(error) } };
  });
  if (answer.broken === 'never') return;
  response.writeHead(answer.status, {
    'x-fapi-interaction-id': String(request.headers['x-fapi-interaction-id'] ?? ''),
    ...(answer.json === undefined ? {} : { 'content-type': 'application/json' }),
    ...answer.headers,
  });
  const text = answer.json === undefined ? answer.text : JSON.stringify(answer.json);
  if (answer.broken === undefined) {
    response.end(text);
    return;
  }
  response.write(text?.slice(0, text.length / 2) ?? '');
  if (answer.broken === 'torn') response.destroy();
}

const thumbprintOf = (socket: TLSSocket): string | undefined => {
  const { raw } = socket.getPeerCertificate() as { raw?: Buffer };
  return raw && createHash('sha256').update(raw).digest('base64url');
};
