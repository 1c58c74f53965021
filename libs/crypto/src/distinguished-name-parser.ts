import { attributeTypeOf } from './attribute-type.js';
import { derElement } from './der.js';
import {
  valueOf,
  type AttributeTypeAndValue,
  type DistinguishedName,
} from './distinguished-name.js';

const lengthMax = 4096;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the string form of a name (RFC 4514 3); white space around separators is passed over, as older forms have it.
 * Undefined for anything else, an attribute type that is not known by name, and the empty name.
 */
export function parseDistinguishedName(rfc4514: string): DistinguishedName | undefined {
  if (rfc4514.length > lengthMax || !rfc4514.isWellFormed()) return undefined;
  try {
    return new Reader(rfc4514).name();
  } catch (error) {
    if (error instanceof NotAName) return undefined;
    throw error;
  }
}

class NotAName extends Error {}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  name(): DistinguishedName {
    const parts: AttributeTypeAndValue[][] = [];
    do {
      const part: AttributeTypeAndValue[] = [];
      do part.push(this.attribute());
      while (this.skip('+'));
      parts.push(part);
    } while (this.skip(','));
    if (this.at < this.text.length) throw new NotAName();
    return parts.reverse();
  }

  private attribute(): AttributeTypeAndValue {
    const type = attributeTypeOf(this.match(/ *([A-Za-z][A-Za-z0-9-]*|[0-9.]+) *= */y));
    if (type === undefined) throw new NotAName();
    return { type, value: this.text[this.at] === '#' ? this.encodedValue() : this.textValue() };
  }

  private encodedValue(): string | Buffer {
    const hex = this.match(/#((?:[0-9a-f]{2})+) */iy);
    try {
      return valueOf(derElement(Buffer.from(hex, 'hex')));
    } catch (cause) {
      throw new NotAName('the encoding is not DER', { cause });
    }
  }

  // Hex pairs are octets of UTF-8, so the text is put together from octets.
  private textValue(): string {
    const octets: Buffer[] = [];
    let lengthToKeep = 0;
    for (let piece = this.piece(); piece !== undefined; piece = this.piece()) {
      octets.push(piece.octets);
      if (!piece.isBareSpace) lengthToKeep = octets.length;
    }
    try {
      return utf8.decode(Buffer.concat(octets.slice(0, lengthToKeep)));
    } catch (cause) {
      throw new NotAName('the octets are not UTF-8', { cause });
    }
  }

  private piece(): { octets: Buffer; isBareSpace: boolean } | undefined {
    const escaped = this.tryMatch(/\\(?:([0-9a-f]{2})|([\\"+,;<> #=]))/iy);
    if (escaped !== undefined) {
      const [, hex, character = ''] = escaped;
      const octets = hex === undefined ? Buffer.from(character) : Buffer.from(hex, 'hex');
      return { octets, isBareSpace: false };
    }
    const [plain] = this.tryMatch(/ |[^\0\\"+,;<> ]+/y) ?? [];
    if (plain === undefined) return undefined;
    return { octets: Buffer.from(plain), isBareSpace: plain === ' ' };
  }

  private skip(separator: string): boolean {
    if (this.text[this.at] !== separator) return false;
    this.at += 1;
    return true;
  }

  private match(pattern: RegExp): string {
    const found = this.tryMatch(pattern)?.[1];
    if (found === undefined) throw new NotAName();
    return found;
  }

  private tryMatch(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found ?? undefined;
  }
}
