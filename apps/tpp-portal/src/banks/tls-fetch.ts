import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { Readable } from 'node:stream';
import { tlsCipherSuites } from '@sandbank/platform';

/** With what a bank's servers are dialled; PEM. */
export interface Dialling {
  /** The certificate shown where a server asks for one, and its key. */
  readonly certificate?: { readonly cert: string; readonly key: string } | undefined;
  /** The only authority believed; those of the process otherwise. */
  readonly ca?: string | undefined;
}

export interface TlsFetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** A connection of our own to one bank's servers. */
export interface TlsFetch {
  (url: string, options: TlsFetchOptions): Promise<Response>;
  /** Closes what is open. */
  close(): void;
}

/** Thrown where there was no answer: no connection, or one that broke. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  /** The code of Node or OpenSSL, such as `ECONNREFUSED`. */
  get code(): string | undefined {
    const { code } = (this.cause ?? {}) as { code?: unknown };
    return typeof code === 'string' ? code : undefined;
  }
}

const headerBytesMax = 16_384;
const withoutBody = new Set([204, 205, 304]);

/**
 * A fetch over TLS 1.2 or newer with the suites of BCP 195 (SP-5.2.2-2), which checks the host's name, follows no
 * redirect and has its own connections. Throws `NoAnswer`, or the reason of the signal.
 */
export function tlsFetch({ certificate, ca }: Dialling): TlsFetch {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 64,
    minVersion: 'TLSv1.2',
    ciphers: tlsCipherSuites.join(':'),
    ...certificate,
    ...(ca === undefined ? {} : { ca }),
  });
  const send = (url: string, options: TlsFetchOptions): Promise<Response> =>
    new Promise((resolve, reject) => {
      const { method, headers, signal } = options;
      const body = bytesOf(options.body);
      const length = method === 'GET' ? {} : { 'content-length': String(body.byteLength) };
      const sending = request(url, {
        agent,
        method,
        headers: { ...headers, ...length },
        maxHeaderSize: headerBytesMax,
        ...(signal === undefined ? {} : { signal }),
      });
      sending.on('response', (incoming) => {
        try {
          resolve(responseOf(incoming));
        } catch (cause) {
          incoming.destroy();
          reject(new NoAnswer('the answer is not HTTP as it should be', { cause }));
        }
      });
      sending.on('error', (cause: Error) => {
        reject(
          signal?.aborted === true
            ? (signal.reason as Error)
            : new NoAnswer('there was no answer', { cause }),
        );
      });
      sending.end(body);
    });
  return Object.assign(send, { close: () => agent.destroy() });
}

function responseOf(incoming: IncomingMessage): Response {
  const status = incoming.statusCode ?? 0;
  const headers = new Headers();
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '');
  }
  if (withoutBody.has(status)) incoming.resume();
  const body = withoutBody.has(status) ? null : (Readable.toWeb(incoming) as ReadableStream);
  return new Response(body, { status, headers });
}

const bytesOf = (body: unknown): Buffer => {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (body instanceof Uint8Array) return Buffer.from(body);
  if (typeof body === 'string' || body instanceof URLSearchParams)
    return Buffer.from(body.toString());
  throw new TypeError('a body is a text, a form or bytes');
};
