import type { RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import { outgoingTls } from '../server/tls.js';
import type { Destinations } from './destinations.js';
import { OutgoingError } from './outgoing-error.js';

/** Which servers are believed and reached. */
export interface OutgoingOptions {
  /** For a URL that a stranger gave; without it the URL is trusted to lead where it should. */
  readonly destinations?: Destinations | undefined;
  /** PEM of the only authorities to trust; without it, the machine's. */
  readonly certificateAuthority?: string | undefined;
}

const headerBytesMax = 16_384;

/** The URL, if it may be called. @throws OutgoingError */
export const admittedUrl = (address: string, { destinations }: OutgoingOptions): URL =>
  destinations === undefined ? new URL(address) : destinations.admit(address);

/** How a connection to another server is made: to checked addresses, over our TLS, for so long and no longer. */
export const connectionOptions = (
  url: URL,
  { destinations, certificateAuthority }: OutgoingOptions,
  millisecondsMax: number,
): RequestOptions & { readonly signal: AbortSignal } => ({
  ...(certificateAuthority !== undefined && { ca: certificateAuthority }),
  ...(destinations !== undefined && !destinations.isListed(url) && checkedLookup(destinations)),
  agent: false,
  ...outgoingTls,
  maxHeaderSize: headerBytesMax,
  signal: AbortSignal.timeout(millisecondsMax),
});

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

const certificateCodes =
  /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|CA_|INVALID_PURPOSE)/;

/** What went wrong in words for the owner of the URL; the system's own words, which name addresses, stay in the cause. */
export function outgoingFailure(error: unknown, millisecondsMax: number): OutgoingError {
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
