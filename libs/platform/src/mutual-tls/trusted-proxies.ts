import { BlockList, isIP } from 'node:net';

const subnet = /^([^/]+)(?:\/([0-9]{1,3}))?$/;

/** Whether a text is an IP address or a network of them, as `192.0.2.0/24`. */
export function isNetwork(text: string): boolean {
  const [, address = '', bits] = subnet.exec(text) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(bits ?? 0) <= bitsOf(family);
}

/** The peers that may say which certificate they saw. Throws `RangeError` for a text that is no network. */
export class TrustedProxies {
  private readonly networks = new BlockList();

  constructor(networks: readonly string[]) {
    for (const network of networks) {
      if (!isNetwork(network)) throw new RangeError(`${network} is no IP address or network`);
      const [address = '', bits] = network.split('/');
      const family = isIP(address);
      const type = family === 4 ? 'ipv4' : 'ipv6';
      this.networks.addSubnet(address, Number(bits ?? bitsOf(family)), type);
    }
  }

  /** Whether the peer of a connection is one of them; an IPv4 address may come in its IPv6 form. */
  include(address: string | undefined): boolean {
    if (address === undefined || isIP(address) === 0) return false;
    return this.networks.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
  }
}

const bitsOf = (family: number): number => (family === 4 ? 32 : 128);
