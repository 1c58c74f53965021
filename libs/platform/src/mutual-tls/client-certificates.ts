import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { CertificateError, readClientAuthorities, type ClientAuthorities } from '@sandbank/crypto';
import { invalidRequest } from '@sandbank/oauth';
import { LRUCache } from 'lru-cache';
import { ClientCertFieldError, readClientCertFields } from './client-cert-fields.js';
import type { DirectoryAuthorities, DirectoryOptions } from './directory-authorities.js';
import { SeenCertificate, type PresentedCertificate } from './seen-certificate.js';
import { TrustedProxies } from './trusted-proxies.js';

export interface MutualTlsOptions {
  /** PEM bundle of the authorities whose clients are believed; none of the machine's own are. */
  readonly clientAuthorities: string;
  /** Addresses and networks of proxies whose `Client-Cert` is believed; none by default (RFC 9440 4). */
  readonly trustedProxies?: readonly string[] | undefined;
  /** The directory whose authorities are believed as well, as long as it names them. */
  readonly directory?: DirectoryOptions;
}

/** How one request came: by mutual TLS or not, and with which certificate. */
export interface Arrival {
  readonly byMutualTls: boolean;
  readonly presented: PresentedCertificate | undefined;
}

const forwardedMax = 1000;
const chainMax = 8;

/** Knows the certificate of every request: from its connection, or from a proxy that may speak for it. */
export class ClientCertificates {
  private readonly authorities: ClientAuthorities;
  private readonly proxies: TrustedProxies;
  private readonly connections = new WeakMap<
    Socket,
    SeenCertificate | CertificateError | undefined
  >();
  private readonly forwarded = new LRUCache<string, SeenCertificate>({ max: forwardedMax });

  /** Throws `CertificateError` for a bundle, `RangeError` for a proxy that cannot be used. */
  constructor(
    { clientAuthorities, trustedProxies = [] }: MutualTlsOptions,
    private readonly directory?: DirectoryAuthorities,
  ) {
    this.authorities = readClientAuthorities(clientAuthorities);
    this.proxies = new TrustedProxies(trustedProxies);
  }

  /** How a request came; `isMutual` tells of its listener. Throws `OAuthError` 400 for a certificate that cannot be read. */
  arrival(request: IncomingMessage, isMutual: boolean, now: Date): Arrival {
    try {
      // What a proxy shows in its own handshake is the proxy's certificate, never a client's.
      if (this.proxies.include(request.socket.remoteAddress))
        return this.arrivalByProxy(request, isMutual, now);
      if (!isMutual) return { byMutualTls: false, presented: undefined };
      const seen = this.ofConnection(request.socket as TLSSocket);
      return { byMutualTls: true, presented: seen?.presentedAt(now) };
    } catch (cause) {
      if (cause instanceof CertificateError || cause instanceof ClientCertFieldError)
        throw invalidRequest('the client certificate is malformed', { cause });
      throw cause;
    }
  }

  private arrivalByProxy(request: IncomingMessage, isMutual: boolean, now: Date): Arrival {
    const fields = readClientCertFields(request);
    if (fields === undefined) return { byMutualTls: isMutual, presented: undefined };
    let seen = this.forwarded.get(fields.written);
    if (seen === undefined) {
      seen = this.seen(fields.certificate, fields.chain);
      this.forwarded.set(fields.written, seen);
    }
    return { byMutualTls: true, presented: seen.presentedAt(now) };
  }

  /** What cannot be read is remembered too: it must not be read anew for every request of the connection. */
  private ofConnection(socket: TLSSocket): SeenCertificate | undefined {
    if (!this.connections.has(socket)) this.connections.set(socket, this.shownBy(socket));
    const shown = this.connections.get(socket);
    if (shown instanceof CertificateError) throw shown;
    return shown;
  }

  private shownBy(socket: TLSSocket): SeenCertificate | CertificateError | undefined {
    const [certificate, ...chain] = peerCertificates(socket);
    try {
      return certificate && this.seen(certificate, chain);
    } catch (error) {
      if (error instanceof CertificateError) return error;
      throw error;
    }
  }

  private seen(certificate: Buffer, chain: readonly Buffer[]): SeenCertificate {
    return new SeenCertificate(certificate, chain, this.authorities, this.directory);
  }
}

function peerCertificates(socket: TLSSocket): Buffer[] {
  const certificates: Buffer[] = [];
  let next = socket.getPeerX509Certificate();
  while (next !== undefined && certificates.length <= chainMax) {
    certificates.push(next.raw);
    next = next.issuerCertificate;
  }
  return certificates;
}
