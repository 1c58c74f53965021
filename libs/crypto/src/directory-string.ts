import type { DerElement } from './der.js';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf16 = new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true });

const utf8Tag = 0x0c;

/** How each string type of ASN.1 is read (RFC 4514 2.4, RFC 5280 4.1.2.4); a type that is missing is no text. */
const decoders: Readonly<Record<number, (content: Buffer) => string>> = {
  [utf8Tag]: (content) => utf8.decode(content),
  0x12: ascii, // NumericString
  0x13: ascii, // PrintableString
  0x14: (content) => content.toString('latin1'), // TeletexString, as everybody writes it
  0x16: ascii, // IA5String
  0x1a: ascii, // VisibleString
  0x1c: utf32,
  0x1e: (content) => utf16.decode(content),
};

/** The text of a string value; undefined when it is of another type, or not what its type says. */
export function directoryText({ tag, content }: DerElement): string | undefined {
  try {
    return decoders[tag]?.(content);
  } catch {
    return undefined;
  }
}

/** The text as DER, of the type UTF8String. */
export function utf8String(text: string): Buffer {
  const content = Buffer.from(text);
  const { length } = content;
  const octets = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [];
  const long = octets.length > 0 ? octets : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([utf8Tag, ...long]), content]);
}

function ascii(content: Buffer): string {
  if (content.some((octet) => octet > 0x7f)) throw new RangeError('not ASCII');
  return content.toString('latin1');
}

function utf32(content: Buffer): string {
  if (content.length % 4 !== 0) throw new RangeError('not whole characters');
  const codePoints = Array.from({ length: content.length / 4 }, (_, at) =>
    content.readUInt32BE(at * 4),
  );
  return String.fromCodePoint(...codePoints);
}
