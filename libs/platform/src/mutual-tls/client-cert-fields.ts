import type { IncomingMessage } from 'node:http';

/** What a proxy says it saw: the client's certificate and those it came with, as DER (RFC 9440 2). */
export interface ForwardedCertificate {
  readonly certificate: Buffer;
  readonly chain: readonly Buffer[];
  /** The field values as they came: equal texts, equal certificates. */
  readonly written: string;
}

/** The fields are not what RFC 9440 says they are. */
export class ClientCertFieldError extends Error {
  override readonly name = 'ClientCertFieldError';
}

const chainMax = 8;
// A byte sequence of RFC 8941 3.3.5; its padding may be missing (4.2.7). No parameter is defined for these fields.
const byteSequence = /^ *:([A-Za-z0-9+/]*={0,2}): *$/;

/** Reads the fields `Client-Cert` and `Client-Cert-Chain`; undefined without them. Throws `ClientCertFieldError`. */
export function readClientCertFields({
  headersDistinct,
}: IncomingMessage): ForwardedCertificate | undefined {
  const items = headersDistinct['client-cert'];
  // A list may be sent in several lines (RFC 8941 3.1).
  const list = headersDistinct['client-cert-chain']?.join(',');
  if (items === undefined) {
    if (list === undefined) return undefined;
    throw new ClientCertFieldError('Client-Cert-Chain without Client-Cert');
  }
  const [item] = items;
  if (item === undefined || items.length > 1)
    throw new ClientCertFieldError('more than one Client-Cert');
  const members = list === undefined || list.trim() === '' ? [] : list.split(',');
  if (members.length > chainMax)
    throw new ClientCertFieldError(`more than ${chainMax} certificates in Client-Cert-Chain`);
  return {
    certificate: octetsOf(item),
    chain: members.map(octetsOf),
    written: `${item}\n${list ?? ''}`,
  };
}

function octetsOf(member: string): Buffer {
  const base64 = byteSequence.exec(member)?.[1];
  if (base64 === undefined || base64.replace(/=+$/, '').length % 4 === 1)
    throw new ClientCertFieldError('not a byte sequence of RFC 8941');
  return Buffer.from(base64, 'base64');
}
