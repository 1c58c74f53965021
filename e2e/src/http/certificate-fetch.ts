import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

/** A client certificate and its key, both PEM. */
export interface CertificateAndKey {
  readonly cert: string;
  readonly key: string;
}

/** What an OAuth library gives its `fetch`. */
export interface SentRequest {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

/** A `fetch` for what OAuth libraries send, over connections that present a certificate. */
export const certificateFetch = (
  { cert, key }: CertificateAndKey,
  caFile: string,
): ((url: string, request: SentRequest) => Promise<Response>) => {
  const agent = new Agent({ cert, key, ca: readFileSync(caFile), keepAlive: true });
  return (url, { method, headers, body }) =>
    new Promise((done, fail) => {
      const sending = request(url, { method, headers, agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', fail);
        answer.on('end', () => {
          const status = answer.statusCode ?? 0;
          const content = status === 204 ? null : Buffer.concat(chunks);
          const received = new Headers();
          for (const [name, values] of Object.entries(answer.headersDistinct))
            for (const value of values ?? []) received.append(name, value);
          done(new Response(content, { status, headers: received }));
        });
      });
      sending.on('error', fail);
      sending.end(body instanceof URLSearchParams ? body.toString() : undefined);
    });
};
