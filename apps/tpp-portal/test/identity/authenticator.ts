import {
  createHash,
  createSign,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

/** A passkey of the specs: an authenticator in software, with what it may be made to do wrong. */
export interface Spoiled {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly userVerified?: boolean;
  readonly counter?: number;
  readonly userHandle?: string;
  readonly type?: string;
  readonly breakSignature?: boolean;
}

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

/** ES256, one key, counting or not. */
export class Authenticator {
  readonly id = randomBytes(32);
  counter = 0;
  private readonly key: { publicKey: KeyObject; privateKey: KeyObject };
  private userHandle = '';

  constructor(
    private readonly origin: string,
    private readonly counts = true,
  ) {
    this.key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  /** Answers `navigator.credentials.create`. */
  create(options: { challenge: string; user: { id: string } }, spoiled: Spoiled = {}) {
    this.userHandle = options.user.id;
    const jwk = this.key.publicKey.export({ format: 'jwk' });
    const cose = new Map<number, Cbor>([
      ...[[1, 2] as const, [3, -7] as const, [-1, 1] as const],
      [-2, Buffer.from(jwk.x!, 'base64url')],
      [-3, Buffer.from(jwk.y!, 'base64url')],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, cbor(cose)]);
    const attestation = new Map<string, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', this.authenticatorData(spoiled, 0x40, attested)],
    ]);
    return this.credential({
      clientDataJSON: this.clientData('webauthn.create', options.challenge, spoiled),
      attestationObject: cbor(attestation).toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Answers `navigator.credentials.get`. */
  get(options: { challenge: string }, spoiled: Spoiled = {}) {
    if (this.counts) this.counter += 1;
    const clientDataJSON = this.clientData('webauthn.get', options.challenge, spoiled);
    const data = this.authenticatorData(spoiled, 0, Buffer.alloc(0));
    const signed = Buffer.concat([data, sha(Buffer.from(clientDataJSON, 'base64url'))]);
    const signature = createSign('sha256').update(signed).sign(this.key.privateKey);
    if (spoiled.breakSignature === true) signature[signature.length - 1]! ^= 1;
    return this.credential({
      clientDataJSON,
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
      userHandle: spoiled.userHandle ?? this.userHandle,
    });
  }

  private credential<T>(response: T) {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }

  private clientData(type: string, challenge: string, spoiled: Spoiled): string {
    const { origin = this.origin } = spoiled;
    const data = { type: spoiled.type ?? type, challenge: spoiled.challenge ?? challenge, origin };
    return Buffer.from(JSON.stringify(data)).toString('base64url');
  }

  private authenticatorData(spoiled: Spoiled, flags: number, attested: Buffer): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(spoiled.counter ?? this.counter);
    const verified = spoiled.userVerified === false ? 0 : 0x04;
    const rpId = spoiled.rpId ?? new URL(this.origin).hostname;
    return Buffer.concat([sha(rpId), Buffer.from([0x01 | verified | flags]), counter, attested]);
  }
}

const sha = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

/** As much of CBOR (RFC 8949) as a passkey needs. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') {
    const text = Buffer.from(value, 'utf8');
    return Buffer.concat([head(3, text.length), text]);
  }
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...value].flatMap(([key, entry]) => [cbor(key), cbor(entry)]);
  return Buffer.concat([head(5, value.size), ...entries]);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 0xff]);
}
