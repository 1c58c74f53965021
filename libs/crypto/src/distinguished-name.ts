import { attributeTypeName } from './attribute-type.js';
import { derChildren, derObjectIdentifier, derTag, type DerElement } from './der.js';
import { directoryText, utf8String } from './directory-string.js';
import { caseIgnoreForm } from './string-preparation.js';

/** One attribute: its type as a dotted object identifier; its value as text, or as DER where it is no text. */
export interface AttributeTypeAndValue {
  readonly type: string;
  readonly value: string | Buffer;
}

/** Attributes that name one entry together, in no order. */
export type RelativeDistinguishedName = readonly AttributeTypeAndValue[];

/** An X.500 name as certificates hold it, the most significant part first: the reverse of its string form (RFC 4514 2.1). */
export type DistinguishedName = readonly RelativeDistinguishedName[];

/** Reads a name from a certificate. Throws `CertificateError`. */
export function readDistinguishedName(element: DerElement | undefined): DistinguishedName {
  return derChildren(element, derTag.sequence).map((rdn) =>
    derChildren(rdn, derTag.set).map((attribute) => {
      const [type, value] = derChildren(attribute, derTag.sequence);
      return { type: derObjectIdentifier(type), value: valueOf(value) };
    }),
  );
}

/** The value of an attribute: text where its encoding is that of a string, else the encoding itself. */
export function valueOf(element: DerElement | undefined): string | Buffer {
  if (element === undefined) return Buffer.alloc(0);
  return directoryText(element) ?? element.encoded;
}

/**
 * Whether two names are the same: parts in the same order, the attributes of a part in any, values by caseIgnoreMatch
 * (RFC 4517 4.2.15, 4.2.11). An empty name names nobody and equals nothing.
 */
export function sameDistinguishedName(a: DistinguishedName, b: DistinguishedName): boolean {
  if (a.length === 0 || a.length !== b.length) return false;
  const [left, right] = [a.map(comparable), b.map(comparable)];
  return left.every((part, index) => part !== undefined && part === right[index]);
}

function comparable(rdn: RelativeDistinguishedName): string | undefined {
  const attributes = rdn.map(({ type, value }) => {
    if (Buffer.isBuffer(value)) return `${type}#${value.toString('hex')}`;
    const form = caseIgnoreForm(value);
    return form === undefined ? undefined : `${type}=${form}`;
  });
  // A list in JSON is unambiguous whatever the values hold.
  return attributes.includes(undefined) ? undefined : JSON.stringify(attributes.sort());
}

/** The name as a string, the most significant part last (RFC 4514 2). */
export function formatDistinguishedName(name: DistinguishedName): string {
  return name
    .toReversed()
    .map((rdn) => rdn.map(formatAttribute).join('+'))
    .join(',');
}

function formatAttribute({ type, value }: AttributeTypeAndValue): string {
  const name = attributeTypeName(type);
  if (Buffer.isBuffer(value)) return `${name ?? type}=#${value.toString('hex')}`;
  // A type without a name has no agreed string form (RFC 4514 2.4).
  if (name === undefined) return `${type}=#${utf8String(value).toString('hex')}`;
  return `${name}=${escaped(value)}`;
}

function escaped(value: string): string {
  return value
    .replace(/[\\"+,;<>=]/g, String.raw`\$&`)
    .replace(/\p{Cc}/gu, (character) =>
      Buffer.from(character).toString('hex').replace(/../g, '\\$&'),
    )
    .replace(/^[ #]|(?<!^) $/g, String.raw`\$&`);
}
