const shortFormMax = 0x7f;

/** One DER element: tag, length, content (X.690 8.1, 10.1). */
export function der(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const value = Buffer.concat(content);
  if (value.length <= shortFormMax) return Buffer.concat([Buffer.from([tag, value.length]), value]);
  const hex = value.length.toString(16);
  const length = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, value]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);

export const octetString = (content: Uint8Array): Buffer => der(0x04, content);

export const bitString = (content: Uint8Array): Buffer => der(0x03, Buffer.from([0]), content);

export const utf8String = (text: string): Buffer => der(0x0c, Buffer.from(text, 'utf8'));

/** A constructed element of context-specific tag `number`. */
export const explicit = (number: number, content: Uint8Array): Buffer =>
  der(0xa0 | number, content);

/** A primitive element of context-specific tag `number`. */
export const implicit = (number: number, content: Uint8Array): Buffer =>
  der(0x80 | number, content);

/** A positive integer from its hexadecimal digits. */
export function integer(hex: string): Buffer {
  const digits = hex.replace(/^0+(?=.)/, '');
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
  return der(0x02, isNegative ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

/** One of the values of ENUMERATED, 0 to 127. */
export const enumerated = (value: number): Buffer => der(0x0a, Buffer.from([value]));

/** An object identifier in its dotted form. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const arcs = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return der(0x06, Buffer.from(arcs));
}

const firstYearOfGeneralizedTime = 2050;

/** A time to the second, as RFC 5280 4.1.2.5 writes it: UTCTime until 2049, then GeneralizedTime. */
export function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/[-:T]|\.\d+Z$/g, '');
  const isLong = at.getUTCFullYear() >= firstYearOfGeneralizedTime;
  const text = `${isLong ? digits : digits.slice(2)}Z`;
  return der(isLong ? 0x18 : 0x17, Buffer.from(text, 'ascii'));
}
