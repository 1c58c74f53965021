import {
  clientCertificateOf,
  clientTrustPeriod,
  isIssuedBy,
  parseCertificate,
  type ClientAuthorities,
  type ClientCertificate,
  type ParsedCertificate,
  type ValidityPeriod,
} from '@sandbank/crypto';
import type { DirectoryAuthorities, Disowned } from './directory-authorities.js';

/** A client's certificate as one request presents it. */
export interface PresentedCertificate {
  readonly certificate: ClientCertificate;
  /** Whether it leads up to one of the authorities for clients, all of the path being in time now (RFC 8705 2.1). */
  readonly isTrusted: boolean;
  /** Whether the directory issued it, which vouches for the software in it and for no other name. */
  readonly isOfDirectory: boolean;
  /** Why the authority of the directory that issued it does not stand by it now; absent when it does (RFC 5280 6.3). */
  readonly disowned?: Disowned;
}

const seekEveryMilliseconds = 10_000;

/** A certificate that was parsed once and may be presented many times: by a connection, or by a proxy. */
export class SeenCertificate {
  private readonly parsed: ParsedCertificate;
  private readonly certificate: ClientCertificate;
  private readonly chain: readonly ParsedCertificate[];
  private trusted: ValidityPeriod | undefined;
  private soughtAtMilliseconds = -Infinity;
  /** The directory's authorities, as they were when a path was sought, and the one of them that issued this. */
  private listed: ClientAuthorities | undefined;
  private issuer: ParsedCertificate | undefined;

  /** Throws `CertificateError` when a certificate cannot be read. */
  constructor(
    der: Buffer,
    chain: readonly Buffer[],
    private readonly authorities: ClientAuthorities,
    private readonly directory?: DirectoryAuthorities,
  ) {
    this.parsed = parseCertificate(der);
    this.certificate = clientCertificateOf(this.parsed);
    this.chain = chain.map(parseCertificate);
  }

  /**
   * A path that was found is only compared with the clock until a part of it has ended. Seeking one may take many signatures,
   * so where there is none it is sought again after ten seconds, not for every request. Whether the certificate was revoked
   * is looked up for every request.
   */
  presentedAt(now: Date): PresentedCertificate {
    this.noteAuthorities();
    if (!contains(this.trusted, now) && this.maySeek(now)) {
      this.soughtAtMilliseconds = now.getTime();
      this.trusted = this.trustPeriod(now);
    }
    const seen = { certificate: this.certificate, isOfDirectory: this.issuer !== undefined };
    const disowned = this.issuer && this.directory?.disowned(this.issuer, this.parsed, now);
    if (disowned !== undefined) return { ...seen, isTrusted: false, disowned };
    return { ...seen, isTrusted: contains(this.trusted, now) };
  }

  private trustPeriod(now: Date): ValidityPeriod | undefined {
    const { parsed, chain, authorities, listed } = this;
    const period = clientTrustPeriod(parsed, chain, authorities, now);
    // The directory issues to clients itself: below its authorities stands nobody whose lists would have to be read.
    return period ?? (listed && clientTrustPeriod(parsed, [], listed, now));
  }

  private noteAuthorities(): void {
    const listed = this.directory?.authorities;
    if (listed === this.listed) return;
    this.listed = listed;
    this.issuer = listed?.anchors.find((authority) => isIssuedBy(this.parsed, authority));
    this.trusted = undefined;
    this.soughtAtMilliseconds = -Infinity;
  }

  private maySeek(now: Date): boolean {
    return Math.abs(now.getTime() - this.soughtAtMilliseconds) >= seekEveryMilliseconds;
  }
}

function contains(period: ValidityPeriod | undefined, now: Date): boolean {
  return period !== undefined && period.notBefore <= now && now <= period.notAfter;
}
