import type { Ports } from './ports.js';

/** Base URLs of the servers, without a trailing slash. */
export interface ServiceUrls {
  readonly tppPortal: string;
  readonly authorizationServer: string;
  readonly resourceServer: string;
  /** Where the same servers ask clients for certificates. */
  readonly authorizationServerMutualTls: string;
  readonly resourceServerMutualTls: string;
  readonly directory: string;
  /** Where operators talk to the authorization server. */
  readonly control: string;
}

export function urlsOf(ports: Ports): ServiceUrls {
  const at = (port: number): string => `https://localhost:${port}`;
  return {
    tppPortal: at(ports.tppPortal),
    authorizationServer: at(ports.authorizationServer),
    resourceServer: at(ports.resourceServer),
    authorizationServerMutualTls: at(ports.authorizationServerMutualTls),
    resourceServerMutualTls: at(ports.resourceServerMutualTls),
    directory: at(ports.directory),
    control: at(ports.authorizationServerControl),
  };
}

/** An issuer is a bank: its slug names it below the authorization server. */
export function issuerOf(urls: ServiceUrls, slug: string): string {
  return `${urls.authorizationServer}/${slug}`;
}

/** Where a bank's customers see what they share, and stop it. */
export function dashboardOf(urls: ServiceUrls, slug: string): string {
  return `${issuerOf(urls, slug)}/dashboard`;
}

/** Where a bank's API begins; also the audience of its access tokens. */
export function resourceBaseOf(urls: ServiceUrls, slug: string): string {
  return `${urls.resourceServer}/${slug}/${apiPath}`;
}

/** Where the same API answers clients that show a certificate. */
export function mutualTlsResourceBaseOf(urls: ServiceUrls, slug: string): string {
  return `${urls.resourceServerMutualTls}/${slug}/${apiPath}`;
}

const apiPath = 'open-banking/v4.0';
