import { isIP } from 'node:net';

/** The 4 or 16 octets of an IP address in text; undefined when it is none, or names a zone. */
function ipAddressOctets(address: string): Buffer | undefined {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  if (isIP(address) !== 6 || address.includes('%')) return undefined;
  const [head = '', tail] = hexGroups(address).split('::');
  const [left, right] = [groups(head), groups(tail ?? '')];
  const zeros = Buffer.alloc(tail === undefined ? 0 : 16 - left.length - right.length);
  return Buffer.concat([left, zeros, right]);
}

/** Whether two texts are the same address, octet by octet (RFC 8705 2.1.2); IPv4 never equals IPv6. */
export function sameIpAddress(a: string, b: string): boolean {
  const [left, right] = [ipAddressOctets(a), ipAddressOctets(b)];
  return left !== undefined && right !== undefined && left.equals(right);
}

/** The text of 4 or 16 octets; undefined for another count. IPv6 is written in full groups, without `::`. */
export function ipAddressText(octets: Buffer): string | undefined {
  if (octets.length === 4) return [...octets].join('.');
  if (octets.length !== 16) return undefined;
  const words = Array.from({ length: 8 }, (_, at) => octets.readUInt16BE(at * 2).toString(16));
  return words.join(':');
}

// The last two groups may be written as an IPv4 address.
function hexGroups(address: string): string {
  return address.replace(/[0-9]+(?:\.[0-9]+){3}$/, (dotted) => {
    const octets = Buffer.from(dotted.split('.').map(Number));
    return `${octets.readUInt16BE(0).toString(16)}:${octets.readUInt16BE(2).toString(16)}`;
  });
}

function groups(text: string): Buffer {
  const hex = text === '' ? [] : text.split(':').map((group) => group.padStart(4, '0'));
  return Buffer.from(hex.join(''), 'hex');
}
