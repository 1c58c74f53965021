import { request } from 'node:https';
import {
  admittedUrl,
  connectionOptions,
  outgoingFailure,
  type OutgoingOptions,
} from './connection.js';

/** What is sent. */
export interface PostedDocument {
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the other side said; nothing else of its answer is read. */
export interface PostOutcome {
  readonly status: number;
  /** Its `Retry-After`, as it was written. */
  readonly retryAfter: string | undefined;
}

const millisecondsMax = 5000;

/**
 * Posts a document over TLS to exactly this URL and resolves to the status of the answer: redirects are not followed, a
 * body is not read, and it takes 5 seconds at most. @throws OutgoingError
 */
export async function postDocument(
  address: string,
  { contentType, body, headers }: PostedDocument,
  options: OutgoingOptions & { readonly signal?: AbortSignal } = {},
): Promise<PostOutcome> {
  const url = admittedUrl(address, options);
  const connection = connectionOptions(url, options, millisecondsMax);
  const signal = AbortSignal.any([connection.signal, ...(options.signal ? [options.signal] : [])]);
  return new Promise((resolve, reject) => {
    const posting = request(
      url,
      {
        ...{ ...connection, signal, method: 'POST' },
        headers: {
          ...headers,
          'content-type': contentType,
          'content-length': Buffer.byteLength(body),
        },
      },
      ({ statusCode = 0, headers: answered }) => {
        resolve({ status: statusCode, retryAfter: answered['retry-after'] });
        // An answer that never ends ends here.
        posting.destroy();
      },
    );
    posting.on('error', (error) => reject(outgoingFailure(error, millisecondsMax)));
    posting.end(body);
  });
}
