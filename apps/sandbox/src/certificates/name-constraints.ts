import { isIP } from 'node:net';
import { Extension } from '@peculiar/x509';

const nameConstraintsOid = '2.5.29.30';
const sequence = 0x30;
const permittedSubtrees = 0xa0;
const dnsName = 0x82;
const ipAddress = 0x87;
const shortFormMax = 127;

/** Limits an authority to these host names and addresses, so that trusting it risks nothing else (RFC 5280 4.2.1.10). */
export function nameConstraints(hosts: readonly string[]): Extension {
  const subtrees = hosts.map((host) => tlv(sequence, generalName(host)));
  return new Extension(
    nameConstraintsOid,
    true,
    new Uint8Array(tlv(sequence, tlv(permittedSubtrees, Buffer.concat(subtrees)))),
  );
}

function generalName(host: string): Buffer {
  if (isIP(host) === 0) return tlv(dnsName, Buffer.from(host, 'latin1'));
  const address = bytesOfAddress(host);
  // One address alone: every bit of the mask is set.
  return tlv(ipAddress, Buffer.concat([address, Buffer.alloc(address.length, 0xff)]));
}

function bytesOfAddress(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const left = groups(head);
  const right = groups(tail ?? '');
  const zeros = tail === undefined ? 0 : 16 - left.length - right.length;
  return Buffer.concat([left, Buffer.alloc(zeros), right]);
}

function groups(text: string): Buffer {
  const hex = text === '' ? [] : text.split(':').map((group) => group.padStart(4, '0'));
  return Buffer.from(hex.join(''), 'hex');
}

function tlv(tag: number, value: Buffer): Buffer {
  const long = value.length > shortFormMax;
  const length = long ? [0x82, value.length >> 8, value.length & 0xff] : [value.length];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}
