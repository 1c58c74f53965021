import {
  clientCertificateOf,
  clientTrustPeriod,
  parseCertificate,
  type ClientAuthorities,
  type ClientCertificate,
  type ParsedCertificate,
  type ValidityPeriod,
} from '@sandbank/crypto';

/** A client's certificate as one request presents it. */
export interface PresentedCertificate {
  readonly certificate: ClientCertificate;
  /** Whether it leads up to one of the authorities for clients, all of the path being in time now (RFC 8705 2.1). */
  readonly isTrusted: boolean;
}

const seekEveryMilliseconds = 10_000;

/** A certificate that was parsed once and may be presented many times: by a connection, or by a proxy. */
export class SeenCertificate {
  private readonly parsed: ParsedCertificate;
  private readonly certificate: ClientCertificate;
  private readonly chain: readonly ParsedCertificate[];
  private trusted: ValidityPeriod | undefined;
  private soughtAtMilliseconds = -Infinity;

  /** Throws `CertificateError` when a certificate cannot be read. */
  constructor(
    der: Buffer,
    chain: readonly Buffer[],
    private readonly authorities: ClientAuthorities,
  ) {
    this.parsed = parseCertificate(der);
    this.certificate = clientCertificateOf(this.parsed);
    this.chain = chain.map(parseCertificate);
  }

  /**
   * A path that was found is only compared with the clock until a part of it has ended. Seeking one may take many signatures,
   * so where there is none it is sought again after ten seconds, not for every request.
   */
  presentedAt(now: Date): PresentedCertificate {
    if (!contains(this.trusted, now) && this.maySeek(now)) {
      this.soughtAtMilliseconds = now.getTime();
      this.trusted = clientTrustPeriod(this.parsed, this.chain, this.authorities, now);
    }
    return { certificate: this.certificate, isTrusted: contains(this.trusted, now) };
  }

  private maySeek(now: Date): boolean {
    return Math.abs(now.getTime() - this.soughtAtMilliseconds) >= seekEveryMilliseconds;
  }
}

function contains(period: ValidityPeriod | undefined, now: Date): boolean {
  return period !== undefined && period.notBefore <= now && now <= period.notAfter;
}
