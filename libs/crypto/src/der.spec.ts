import { derElement, derObjectIdentifier } from './der.js';
import { CertificateError } from './errors.js';

const read = (content: readonly number[]): string => {
  const length = content.length < 0x80 ? [content.length] : [0x81, content.length];
  return derObjectIdentifier(derElement(Buffer.from([0x06, ...length, ...content])));
};

describe('derObjectIdentifier', () => {
  it.each([
    ['2.5.29.37', [0x55, 0x1d, 0x25]],
    ['1.2.840.113549.1.1.10', [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a]],
    ['2.999', [0x88, 0x37]],
  ])('reads %s', (dotted, content) => {
    expect(read(content)).toBe(dotted);
  });

  it.each([
    ['nothing', []],
    ['an arc that is cut', [0x55, 0x9d]],
    ['an arc that is padded', [0x55, 0x80, 0x1d]],
    // Its one arc would be a number of 896 bits; of the longest certificate, one of 100,000, and as many to shift.
    ['an arc without end', [...Array<number>(127).fill(0xff), 0x7f]],
  ])('refuses %s', (_what, content) => {
    expect(() => read(content)).toThrow(CertificateError);
  });
});
