import ipaddr from 'ipaddr.js';

// Addresses of clouds' own services that lie among the public ones.
const cloudServices = new Set(['168.63.129.16']);
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address, as `node:net` reads one, belongs to the public Internet: not private, loopback, link-local,
 * shared, multicast or reserved, and no IPv4 address in the clothes of IPv6 (RFC 6890).
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (cloudServices.has(parsed.toString()) || parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(globalUnicast);
}
