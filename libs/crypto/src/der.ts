import { CertificateError } from './errors.js';

/** One element of a DER encoding: its tag octet, its content, and the element as it was written. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  readonly encoded: Buffer;
}

/** The tag octets that certificates use (X.680 8.6). */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const;

const malformed = (what: string): CertificateError =>
  new CertificateError('certificate_malformed', `DER: ${what}`);

/** The elements that follow each other in `bytes`. Throws `CertificateError` for anything but strict DER (X.690 10.1). */
export function derElements(bytes: Buffer): DerElement[] {
  const elements: DerElement[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const element = elementAt(bytes, offset);
    elements.push(element);
    offset += element.encoded.length;
  }
  return elements;
}

/** The one element that fills `bytes`. Throws `CertificateError`. */
export function derElement(bytes: Buffer): DerElement {
  const element = elementAt(bytes, 0);
  if (element.encoded.length !== bytes.length) throw malformed('octets after the element');
  return element;
}

/** The children of an element that must have this tag. Throws `CertificateError`. */
export function derChildren(element: DerElement | undefined, tag: number): DerElement[] {
  return derElements(derContent(element, tag));
}

/** The content of an element that must have this tag. Throws `CertificateError`. */
export function derContent(element: DerElement | undefined, tag: number): Buffer {
  if (element?.tag !== tag) throw malformed(`an element with tag ${tag} is missing`);
  return element.content;
}

// Those in use have about ten octets. Without an end, reading one takes the square of its length.
const identifierOctetsMax = 64;

/** An object identifier of at most 64 octets in dotted form (X.690 8.19). Throws `CertificateError`. */
export function derObjectIdentifier(element: DerElement | undefined): string {
  const content = derContent(element, derTag.objectIdentifier);
  if (content.length > identifierOctetsMax) throw malformed('an endless object identifier');
  const arcs: bigint[] = [];
  let arc = 0n;
  let isFirstOctet = true;
  for (const octet of content) {
    if (isFirstOctet && octet === 0x80) throw malformed('a padded object identifier');
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    isFirstOctet = octet < 0x80;
    if (!isFirstOctet) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [joined, ...rest] = arcs;
  if (joined === undefined || !isFirstOctet) throw malformed('a cut object identifier');
  const root = joined < 80n ? joined / 40n : 2n;
  return [root, joined - root * 40n, ...rest].join('.');
}

function elementAt(bytes: Buffer, offset: number): DerElement {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (tag === undefined || first === undefined) throw malformed('a cut element');
  if ((tag & 0x1f) === 0x1f) throw malformed('a tag of several octets');
  const lengthOctets = first < 0x80 ? 0 : first & 0x7f;
  const start = offset + 2 + lengthOctets;
  const length = first < 0x80 ? first : longLength(bytes.subarray(offset + 2, start), lengthOctets);
  const end = start + length;
  if (end > bytes.length) throw malformed('a cut element');
  return { tag, content: bytes.subarray(start, end), encoded: bytes.subarray(offset, end) };
}

function longLength(octets: Buffer, count: number): number {
  if (count === 0 || count > 3 || octets.length !== count) throw malformed('an unusable length');
  const length = octets.readUIntBE(0, count);
  const isShortest = octets[0] !== 0 && length >= 0x80;
  if (!isShortest) throw malformed('a length longer than needed');
  return length;
}
