import type { Ports } from './ports.js';

/** Base URLs of the servers, without a trailing slash. */
export interface ServiceUrls {
  readonly tppPortal: string;
  readonly authorizationServer: string;
  readonly resourceServer: string;
}

export function urlsOf(ports: Ports): ServiceUrls {
  const at = (port: number): string => `https://localhost:${port}`;
  return {
    tppPortal: at(ports.tppPortal),
    authorizationServer: at(ports.authorizationServer),
    resourceServer: at(ports.resourceServer),
  };
}

/** An issuer is a bank: its slug names it below the authorization server. */
export function issuerOf(urls: ServiceUrls, slug: string): string {
  return `${urls.authorizationServer}/${slug}`;
}

/** Where a bank's API begins; also the audience of its access tokens. */
export function resourceBaseOf(urls: ServiceUrls, slug: string): string {
  return `${urls.resourceServer}/${slug}/open-banking/v4.0`;
}
