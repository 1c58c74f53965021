import type { IncomingMessage } from 'node:http';
import { OutgoingError } from './outgoing-error.js';

/** The whole body of an answer. @throws OutgoingError as soon as it is longer than it may be. */
export async function boundedBody(response: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax)
      throw new OutgoingError('too_large', `the answer is longer than ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
