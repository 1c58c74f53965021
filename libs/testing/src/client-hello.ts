import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/** The first message of a TLS client, put together octet by octet: so that anything can be offered (RFC 5246 7.4.1.2). */
export interface ClientHello {
  /** 0x0300 is SSL 3.0, 0x0303 TLS 1.2. */
  readonly version?: number;
  /** The extension supported_versions; with it, `version` is history (RFC 8446 4.2.1). */
  readonly versions?: readonly number[];
  readonly suites: readonly number[];
  /** Compression methods; 0 is none, 1 DEFLATE. */
  readonly compressions?: readonly number[];
  readonly serverName?: string;
  /** The extension ALPN. */
  readonly protocols?: readonly string[];
}

/** What a server made of it. */
export type ServerReply =
  | {
      readonly version: number;
      readonly suite: number;
      readonly compression: number;
      readonly protocol: string | undefined;
    }
  | { readonly alert: number }
  | 'closed';

/** Descriptions of alerts (RFC 8446 6). */
export const alerts = {
  handshakeFailure: 40,
  protocolVersion: 70,
  inappropriateFallback: 86,
  noApplicationProtocol: 120,
} as const;

const millisecondsMax = 10_000;

/** Sends one hello and reads the first answer. */
export function offer(port: number, hello: ClientHello): Promise<ServerReply> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: 'localhost', timeout: millisecondsMax });
    let heard = Buffer.alloc(0);
    const settle = (reply: ServerReply): void => {
      resolve(reply);
      socket.destroy();
    };
    socket.on('data', (part) => {
      heard = Buffer.concat([heard, part]);
      const reply = replyIn(heard);
      if (reply !== undefined) settle(reply);
    });
    socket.on('timeout', () => reject(new Error('no answer to a hello')));
    socket.on('error', () => settle('closed'));
    socket.on('close', () => settle('closed'));
    socket.write(encode(hello));
  });
}

const u8 = (value: number): Buffer => Buffer.of(value);
const u16 = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff);
const list8 = (...parts: Buffer[]): Buffer => sized(1, parts);
const list16 = (...parts: Buffer[]): Buffer => sized(2, parts);

function sized(octets: number, parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const length = Buffer.alloc(octets);
  length.writeUIntBE(content.length, 0, octets);
  return Buffer.concat([length, content]);
}

const extension = (type: number, ...content: Buffer[]): Buffer =>
  Buffer.concat([u16(type), list16(...content)]);

const groups = [0x001d, 0x0017, 0x0018, 0x0019, 0x0100];
// From ECDSA and RSA with SHA-1 to Ed25519 and PSS: a refusal shall not be for want of these.
const signatures = [
  ...[0x0403, 0x0503, 0x0603, 0x0807, 0x0804, 0x0805, 0x0806],
  ...[0x0401, 0x0501, 0x0601, 0x0203, 0x0201],
];

function encode(hello: ClientHello): Buffer {
  const { version = 0x0303, versions, suites, compressions = [0], protocols } = hello;
  const name = Buffer.from(hello.serverName ?? 'localhost');
  const extensions = [
    extension(0, list16(u8(0), list16(name))),
    extension(10, list16(...groups.map(u16))),
    extension(11, list8(u8(0))),
    extension(13, list16(...signatures.map(u16))),
    ...(protocols === undefined
      ? []
      : [extension(16, list16(...protocols.map((each) => list8(Buffer.from(each)))))]),
    // No share: a server of TLS 1.3 asks for one, and names the suite that it has chosen.
    ...(versions === undefined
      ? []
      : [extension(43, list8(...versions.map(u16))), extension(51, list16())]),
  ];
  const body = Buffer.concat([
    ...[u16(version), randomBytes(32), list8(randomBytes(32))],
    ...[list16(...suites.map(u16)), list8(...compressions.map(u8))],
    ...(version > 0x0300 ? [list16(...extensions)] : []),
  ]);
  const message = Buffer.concat([u8(1), sized(3, [body])]);
  return Buffer.concat([u8(22), u16(Math.min(version, 0x0301)), list16(message)]);
}

function replyIn(heard: Buffer): ServerReply | undefined {
  if (heard.length < 5 || heard.length < 5 + heard.readUInt16BE(3)) return undefined;
  const record = heard.subarray(5, 5 + heard.readUInt16BE(3));
  if (heard[0] === 21) return { alert: record[1] ?? 0 };
  const body = record.subarray(4);
  const at = 35 + (body[34] ?? 0);
  const extensions = extensionsIn(body.subarray(at + 5));
  return {
    version: extensions.get(43)?.readUInt16BE(0) ?? body.readUInt16BE(0),
    suite: body.readUInt16BE(at),
    compression: body[at + 2] ?? 0,
    protocol: extensions.get(16)?.subarray(3).toString(),
  };
}

function extensionsIn(block: Buffer): Map<number, Buffer> {
  const extensions = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= block.length;) {
    const end = at + 4 + block.readUInt16BE(at + 2);
    extensions.set(block.readUInt16BE(at), block.subarray(at + 4, end));
    at = end;
  }
  return extensions;
}
