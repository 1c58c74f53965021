// Node takes the two numbers of a JWS signature (IEEE P1363) only along with an options object, and that road costs a
// third more for a verification and twice as much for a signature as a bare key with DER (bench/signatures.mjs).

const numberBytes = 32;
const sequenceTag = 0x30;
const integerTag = 0x02;

/** The length in bytes of an ES256 signature as JWS writes it (RFC 7518 3.4). */
export const ecdsaSignatureBytes = 2 * numberBytes;

/** Writes the two numbers of a 64-byte ES256 signature as DER. */
export function ecdsaToDer(signature: Buffer): Buffer {
  const r = derInteger(signature.subarray(0, numberBytes));
  const s = derInteger(signature.subarray(numberBytes));
  return Buffer.concat([Buffer.from([sequenceTag, r.length + s.length]), r, s]);
}

/** Reads the DER of an ES256 signature that this process made into its 64 bytes. */
export function ecdsaFromDer(der: Buffer): Buffer {
  const signature = Buffer.alloc(ecdsaSignatureBytes);
  const afterR = copyInteger(der, 2, signature, numberBytes);
  copyInteger(der, afterR, signature, ecdsaSignatureBytes);
  return signature;
}

function derInteger(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const digits = bytes.subarray(start);
  // A leading bit would make the number negative.
  const isNegative = digits.readUInt8(0) >= 0x80;
  const head = isNegative ? [integerTag, digits.length + 1, 0] : [integerTag, digits.length];
  return Buffer.concat([Buffer.from(head), digits]);
}

/** Copies the integer at `at` so that it ends at `end` of the target; answers where the next one begins. */
function copyInteger(der: Buffer, at: number, target: Buffer, end: number): number {
  const length = der.readUInt8(at + 1);
  const start = at + 2;
  const digits = der.subarray(Math.max(start, start + length - numberBytes), start + length);
  digits.copy(target, end - digits.length);
  return start + length;
}
