import { isIP, isIPv6 } from 'node:net';
import type { TrustedProxies } from '../mutual-tls/trusted-proxies.js';

/** The parts of a request that tell where it comes from. */
export interface Provenance {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * The address of whoever sent a request: the peer of the connection, or, where that is one of our proxies, the last
 * address in `X-Forwarded-For` that is none. What a stranger writes there is worth nothing.
 */
export function clientAddressOf({ socket, headers }: Provenance, proxies: TrustedProxies): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  let address = socket.remoteAddress ?? '';
  while (proxies.include(address)) {
    const before = forwarded.pop()?.trim();
    if (before === undefined || isIP(before) === 0) break;
    address = before;
  }
  return address;
}

/**
 * Where an address is counted: as an IPv4 address, or as the network of an IPv6 one (its first 64 bits), of which any
 * machine has more addresses than could be counted.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
