import { isUtf8 } from 'node:buffer';
import type { LookupFunction } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { parseJsonObject, type JsonObject } from '@sandbank/crypto';
import { outgoingTls } from '../server/tls.js';
import type { Destinations } from './destinations.js';
import { OutgoingError } from './outgoing-error.js';

export interface FetchJsonOptions {
  /** For a URL that a stranger gave; without it the URL is trusted to lead where it should. */
  readonly destinations?: Destinations | undefined;
  /** PEM of the only authorities to trust; without it, the machine's. */
  readonly certificateAuthority?: string | undefined;
}

export interface FetchedJson {
  readonly value: JsonObject;
  /** For how long the server lets the answer be kept, if it says so. */
  readonly maxAgeSeconds: number | undefined;
}

const bytesMax = 65_536;
const headerBytesMax = 16_384;
const millisecondsMax = 3000;
const jsonTypes = /^application\/(json|[a-z0-9.-]+\+json)\s*(;|$)/i;

/**
 * Fetches a JSON object over TLS from exactly this URL: no redirects, no compression, at most 64 KiB, and 3 seconds in
 * all. @throws OutgoingError
 */
export async function fetchJson(
  address: string,
  { destinations, certificateAuthority }: FetchJsonOptions = {},
): Promise<FetchedJson> {
  const url = destinations === undefined ? new URL(address) : destinations.admit(address);
  const response = await ask(url, {
    ...(certificateAuthority !== undefined && { ca: certificateAuthority }),
    ...(destinations !== undefined && !destinations.isListed(url) && checkedLookup(destinations)),
  });
  return {
    value: jsonOf(response.body),
    maxAgeSeconds: maxAgeOf(response.headers['cache-control']),
  };
}

type Answer = Pick<IncomingMessage, 'headers'> & { readonly body: Buffer };

function ask(url: URL, options: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request(
      url,
      {
        ...options,
        agent: false,
        ...outgoingTls,
        maxHeaderSize: headerBytesMax,
        signal: AbortSignal.timeout(millisecondsMax),
        headers: { accept: 'application/json', 'accept-encoding': 'identity' },
      },
      (response) => {
        read(response).then(resolve, (error: unknown) => {
          asking.destroy();
          reject(failure(error));
        });
      },
    );
    asking.on('error', (error) => reject(failure(error)));
    asking.end();
  });
}

async function read(response: IncomingMessage): Promise<Answer> {
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400)
    throw new OutgoingError('redirected', 'the server redirects, which is not followed');
  if (statusCode !== 200)
    throw new OutgoingError('wrong_status', `the server answers with status ${statusCode}`);
  if (!jsonTypes.test(headers['content-type'] ?? ''))
    throw new OutgoingError('wrong_type', 'the answer is not of type application/json');
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new OutgoingError('wrong_type', 'the answer is compressed');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax)
      throw new OutgoingError('too_large', `the answer is longer than ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return { headers, body: Buffer.concat(chunks) };
}

// The connection is made to what this answers, so what was checked is what is reached.
function checkedLookup(destinations: Destinations): { lookup: LookupFunction } {
  return {
    lookup: (host, { all }, callback) => {
      destinations.addressesOf(host).then(
        (addresses) => {
          if (all === true) callback(null, addresses);
          else callback(null, addresses[0]?.address ?? '', addresses[0]?.family);
        },
        (error: unknown) => callback(error as Error, ''),
      );
    },
  };
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

const certificateCodes =
  /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|CA_|INVALID_PURPOSE)/;

/** What went wrong in words for the owner of the URL; the system's own words, which name addresses, stay in the cause. */
function failure(error: unknown): OutgoingError {
  if (error instanceof OutgoingError) return error;
  const { name, code = '' } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError' || name === 'AbortError') {
    const message = `the server did not answer in full within ${millisecondsMax / 1000} seconds`;
    return new OutgoingError('too_slow', message, { cause: error });
  }
  if (certificateCodes.test(code))
    return new OutgoingError('untrusted', `the certificate of the server is refused: ${code}`, {
      cause: error,
    });
  return new OutgoingError('unreachable', 'no connection to the server, or it broke', {
    cause: error,
  });
}
