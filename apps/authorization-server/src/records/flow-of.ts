import { sha256 } from '@sandbank/crypto';
import { traceTo } from '@sandbank/oauth';
import { uuidOf } from '@sandbank/platform';

/**
 * The flow that a pushed request opens: a UUID of its time that every server makes of the stored reference, and from which
 * nobody comes back to that.
 */
export const flowOf = (reference: Buffer): string =>
  uuidOf(reference.readUIntBE(0, 6), sha256(Buffer.concat([flowMark, reference])));

const flowMark = Buffer.from('flow ');

/** Notes that the request that is being answered belongs to what this pushed request began. */
export const traceToRequest = ({ reference }: { readonly reference: Buffer }): void =>
  traceTo({ flow: flowOf(reference) });
