import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { parseJsonObject, type JsonObject } from '@sandbank/crypto';
import { boundedBody } from './bounded-body.js';
import {
  admittedUrl,
  connectionOptions,
  outgoingFailure,
  type OutgoingOptions,
} from './connection.js';

/** What is asked of another server. */
export interface JsonRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; nothing is sent without it. */
  readonly body?: unknown;
}

/** What it answered, whatever the status. */
export interface JsonAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Undefined where the answer has no body that is a JSON object in UTF-8. */
  readonly value: JsonObject | undefined;
}

const bytesMax = 1_048_576;
const millisecondsMax = 8000;

/**
 * Calls exactly this URL over TLS and reads what it answers: no redirects, no compression, at most 1 MiB, and 8
 * seconds in all. A refusal of the other server is an answer. @throws OutgoingError where there is none
 */
export async function sendJson(
  address: string,
  { method, headers, body }: JsonRequest,
  options: OutgoingOptions = {},
): Promise<JsonAnswer> {
  const url = admittedUrl(address, options);
  const text = body === undefined ? '' : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sending = request(
      url,
      {
        ...connectionOptions(url, options, millisecondsMax),
        method,
        headers: {
          ...{ accept: 'application/json', 'accept-encoding': 'identity' },
          ...headers,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(method === 'GET' ? {} : { 'content-length': Buffer.byteLength(text) }),
        },
      },
      (response) => {
        read(response).then(resolve, (error: unknown) => {
          sending.destroy();
          reject(outgoingFailure(error, millisecondsMax));
        });
      },
    );
    sending.on('error', (error) => reject(outgoingFailure(error, millisecondsMax)));
    sending.end(text);
  });
}

async function read(response: IncomingMessage): Promise<JsonAnswer> {
  const { statusCode = 0, headers } = response;
  const body = await boundedBody(response, bytesMax);
  const parsed = isUtf8(body) ? parseJsonObject(body.toString('utf8')) : 'not-object';
  return { status: statusCode, headers, value: typeof parsed === 'string' ? undefined : parsed };
}
