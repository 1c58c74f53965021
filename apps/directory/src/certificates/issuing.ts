import { Inject, Injectable } from '@nestjs/common';
import {
  clientCertificateOf,
  formatDistinguishedName,
  jwkThumbprint,
  parseCertificate,
  publicMembers,
  uuidV7,
  type PublicJwk,
} from '@sandbank/crypto';
import { invalidRequest, temporarilyUnavailable } from '@sandbank/oauth';
import { Clock, Database, type Transaction } from '@sandbank/platform';
import { Authorities } from '../authority/authorities.js';
import { AuthorityKeys } from '../authority/authority-keys.js';
import { crlUrlOf } from '../authority/crl-url.js';
import { issueCertificate, type Holder } from '../authority/software-certificate.js';
import { SETTINGS, type DirectorySettings } from '../config.js';
import { tell } from '../record/told.js';
import type { CertificateUse } from './certificate.js';
import type { CertifiedKey } from './certificate-request.js';
import type { IssuedCertificate } from './certificate-resource.js';
import * as statements from './certificate.statements.js';

/** What is to be certified. */
export interface WantedCertificate {
  readonly holder: Holder;
  readonly use: CertificateUse;
  readonly key: CertifiedKey;
  readonly dnsNames: readonly string[];
  /** Whoever asks again for the same gets the same. */
  readonly requestDigest: Buffer;
}

/** A certificate that is signed, and counts once it is placed. */
export interface SignedCertificate extends WantedCertificate {
  readonly authorityId: string;
  readonly der: Buffer;
  readonly serialNumber: string;
}

/** The authority that signed was removed before the certificate was placed. */
class AuthorityGone extends Error {
  override readonly name = 'AuthorityGone';
}

const ofSoftwareMax = 200;
const ofOrganisationMax = 1000;
/** A retry of whoever missed the answer comes within this time. */
const repeatedWithinMilliseconds = 600_000;
const attemptsMax = 3;

/** Signs certificates and places them; both is done again where an authority goes in between. */
@Injectable()
export class Issuing {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Authorities) private readonly authorities: Authorities,
    @Inject(AuthorityKeys) private readonly keys: AuthorityKeys,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: DirectorySettings,
  ) {}

  /** Signs what is wanted, then lets `place` put it where it belongs, in one transaction. */
  async issue<T>(
    wanted: readonly WantedCertificate[],
    place: (transaction: Transaction, signed: readonly SignedCertificate[]) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      const signed = await this.sign(wanted);
      try {
        return await this.database.transaction((transaction) => place(transaction, signed));
      } catch (error) {
        if (!(error instanceof AuthorityGone)) throw error;
      }
    }
    throw temporarilyUnavailable('the authority is being replaced; try again shortly');
  }

  /** Places a certificate of software that the transaction holds; answers a repeated request with what it made before. */
  async place(transaction: Transaction, signed: SignedCertificate): Promise<IssuedCertificate> {
    const { holder, key, requestDigest, authorityId } = signed;
    const { softwareId, organisationId } = holder;
    const now = this.clock.now();
    const since = new Date(now.getTime() - repeatedWithinMilliseconds);
    const repeated = [softwareId, requestDigest, since];
    const [before] = await transaction.query<IssuedCertificate>(statements.findRepeated, repeated);
    if (before !== undefined) return before;
    await this.assertRoom(transaction, [softwareId, organisationId, now, key.digest]);
    const held = await transaction.query(statements.holdAuthority, [authorityId]);
    if (held.length === 0) throw new AuthorityGone();
    const issued = await this.insert(transaction, signed, now);
    await tell(transaction, now, {
      ...{ event: 'certificate.issued', by: 'organisation', organisationId, softwareId },
      subjectId: issued.certificateId,
      detail: { use: signed.use, serial_number: signed.serialNumber, authority: authorityId },
    });
    return issued;
  }

  private async sign(wanted: readonly WantedCertificate[]): Promise<SignedCertificate[]> {
    if (wanted.length === 0) return [];
    const authority = await this.authorities.current();
    const { authorityId, certificate } = authority;
    const issuer = {
      certificate,
      privateKey: this.keys.opened(authority),
      crlUrl: crlUrlOf(this.settings.SANDBANK_DIRECTORY_URL, authorityId),
    };
    return Promise.all(
      wanted.map(async (each) => {
        const toIssue = { ...each, publicKey: each.key.spki };
        const issued = await issueCertificate(issuer, toIssue, this.clock.now());
        return { ...each, ...issued, authorityId };
      }),
    );
  }

  private async assertRoom(transaction: Transaction, values: readonly unknown[]): Promise<void> {
    const [room] = await transaction.query<{
      readonly ofSoftware: number;
      readonly ofOrganisation: number;
      readonly isCompromised: boolean;
    }>(statements.findRoom, values);
    if (room === undefined || room.isCompromised)
      throw invalidRequest('the key was reported compromised: make another one');
    if (room.ofSoftware < ofSoftwareMax && room.ofOrganisation < ofOrganisationMax) return;
    const most = `${ofSoftwareMax} for one software, ${ofOrganisationMax} for an organisation`;
    throw invalidRequest(`there are too many certificates in time already: at most ${most}`, {
      status: 409,
    });
  }

  private async insert(
    transaction: Transaction,
    { holder, use, key, requestDigest, authorityId, der, serialNumber }: SignedCertificate,
    now: Date,
  ): Promise<IssuedCertificate> {
    // Read back as banks read it: what they would not take is never handed out.
    const certificate = clientCertificateOf(parseCertificate(der));
    const [issued] = await transaction.query<IssuedCertificate>(statements.insert, [
      ...[uuidV7(now), holder.softwareId, authorityId, use, serialNumber],
      ...[formatDistinguishedName(certificate.subject), der, certificate.thumbprint, key.digest],
      use === 'signing' && key.jwk !== undefined ? JSON.stringify(signatureKey(key.jwk)) : null,
      ...[requestDigest, certificate.notBefore, certificate.notAfter, now],
    ]);
    if (issued === undefined) throw new Error('the certificate was not stored');
    return issued;
  }
}

const algorithms = { EC: 'ES256', RSA: 'PS256', OKP: 'EdDSA' } as const;

/** The key as it is published; `kid` is its thumbprint. */
function signatureKey(jwk: PublicJwk): PublicJwk {
  const members = publicMembers(jwk);
  return { ...members, kid: jwkThumbprint(members), use: 'sig', alg: algorithms[jwk.kty] };
}
