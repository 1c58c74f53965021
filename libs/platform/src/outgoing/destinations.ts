import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { OutgoingError } from './outgoing-error.js';
import { isPublicAddress } from './public-address.js';

/** Asks the DNS for all addresses of a host. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export interface DestinationOptions {
  /** `host:port` of hosts that may be reached whatever their address is: the installation's own. */
  readonly allowedHosts?: readonly string[] | undefined;
  readonly resolve?: Resolve;
  readonly isPublic?: (address: string) => boolean;
}

const urlLengthMax = 2000;
const standardPort = '443';

/** Where a URL that a stranger gave may lead: port 443 of public addresses, and hosts that are listed. */
export class Destinations {
  private readonly allowedHosts: ReadonlySet<string>;
  private readonly resolve: Resolve;
  private readonly isPublic: (address: string) => boolean;

  constructor(options: DestinationOptions = {}) {
    this.allowedHosts = new Set(options.allowedHosts?.map((host) => host.toLowerCase()));
    this.resolve = options.resolve ?? resolvePublicly;
    this.isPublic = options.isPublic ?? isPublicAddress;
  }

  /** The URL, parsed. @throws OutgoingError for all but an https URL of an allowed port and, if written as a number, address. */
  admit(text: string): URL {
    if (text.length > urlLengthMax || !URL.canParse(text)) throw refused('the URL is malformed');
    const url = new URL(text);
    if (url.protocol !== 'https:') throw refused('the URL is not an https URL');
    if (url.username !== '' || url.password !== '') throw refused('the URL names a user');
    if (this.isListed(url)) return url;
    if (url.port !== '') throw refused(`the port of the URL is not ${standardPort}`);
    const literal = hostOf(url);
    if (isIP(literal) !== 0) this.requirePublic([literal]);
    return url;
  }

  /** Whether the operator has listed this host. */
  isListed(url: URL): boolean {
    return this.allowedHosts.has(`${url.hostname}:${url.port || standardPort}`);
  }

  /** The addresses to connect to, and no others: a second look at the DNS could see another answer. */
  async addressesOf(host: string): Promise<LookupAddress[]> {
    const addresses = await this.resolve(host);
    if (addresses.length === 0) throw new OutgoingError('unreachable', 'the host has no address');
    this.requirePublic(addresses);
    return addresses.map((address) => ({ address, family: isIP(address) }));
  }

  // One private address among public ones is refused too: which one would be used is chance.
  private requirePublic(addresses: readonly string[]): void {
    if (addresses.every((address) => this.isPublic(address))) return;
    throw new OutgoingError('address_not_public', 'the host has an address that is not public');
  }
}

/** The host of a URL without the brackets of IPv6. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

// Not `dns.lookup`: it reads local names, and a slow server would hold the thread pool that signs.
async function resolvePublicly(host: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: 1000, tries: 2 });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}

const refused = (message: string): OutgoingError => new OutgoingError('url_not_allowed', message);
