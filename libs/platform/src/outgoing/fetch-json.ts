import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { parseJsonObject, type JsonObject } from '@sandbank/crypto';
import { boundedBody } from './bounded-body.js';
import {
  admittedUrl,
  connectionOptions,
  outgoingFailure,
  type OutgoingOptions,
} from './connection.js';
import { OutgoingError } from './outgoing-error.js';

export interface FetchedJson {
  readonly value: JsonObject;
  /** For how long the server lets the answer be kept, if it says so. */
  readonly maxAgeSeconds: number | undefined;
}

const bytesByDefault = 65_536;
const millisecondsMax = 3000;
const jsonTypes = /^application\/(json|[a-z0-9.-]+\+json)\s*(;|$)/i;

/**
 * Fetches a JSON object over TLS from exactly this URL: no redirects, no compression, at most 64 KiB unless told
 * otherwise, and 3 seconds in all. @throws OutgoingError
 */
export async function fetchJson(
  address: string,
  { bytesMax = bytesByDefault, ...options }: OutgoingOptions & { readonly bytesMax?: number } = {},
): Promise<FetchedJson> {
  const url = admittedUrl(address, options);
  const response = await ask(url, connectionOptions(url, options, millisecondsMax), bytesMax);
  return {
    value: jsonOf(response.body),
    maxAgeSeconds: maxAgeOf(response.headers['cache-control']),
  };
}

type Answer = Pick<IncomingMessage, 'headers'> & { readonly body: Buffer };

function ask(url: URL, options: RequestOptions, bytesMax: number): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(
      url,
      {
        ...options,
        headers: { accept: 'application/json', 'accept-encoding': 'identity' },
      },
      (response) => {
        read(response, bytesMax).then(resolve, (error: unknown) => {
          asking.destroy();
          reject(outgoingFailure(error, millisecondsMax));
        });
      },
    );
    asking.on('error', (error) => reject(outgoingFailure(error, millisecondsMax)));
    asking.end();
  });
}

async function read(response: IncomingMessage, bytesMax: number): Promise<Answer> {
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400)
    throw new OutgoingError('redirected', 'the server redirects, which is not followed');
  if (statusCode !== 200)
    throw new OutgoingError('wrong_status', `the server answers with status ${statusCode}`);
  if (!jsonTypes.test(headers['content-type'] ?? ''))
    throw new OutgoingError('wrong_type', 'the answer is not of type application/json');
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new OutgoingError('wrong_type', 'the answer is compressed');
  return { headers, body: await boundedBody(response, bytesMax) };
}

function jsonOf(body: Buffer): JsonObject {
  const value = isUtf8(body) ? parseJsonObject(body.toString('utf8')) : 'not-object';
  if (value === 'not-object')
    throw new OutgoingError('not_json', 'the answer is not a JSON object in UTF-8');
  if (value === 'duplicate-member')
    throw new OutgoingError('not_json', 'the answer names a member twice');
  return value;
}

function maxAgeOf(cacheControl: string | undefined): number | undefined {
  if (cacheControl === undefined) return undefined;
  if (/(^|,)\s*no-(store|cache)\b/i.test(cacheControl)) return 0;
  const seconds = /(?:^|,)\s*max-age="?(\d{1,9})/i.exec(cacheControl)?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}
