import { createPublicKey, X509Certificate } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { readClientCertificate, sha256 } from '@sandbank/crypto';
import { invalidRequest } from '@sandbank/oauth';
import { Clock, Database } from '@sandbank/platform';
import { nothingHere } from '../access/nothing-here.js';
import { holdSoftware, type OwnSoftware } from './held-software.js';
import { certifiedKey, readCertificateRequest } from './certificate-request.js';
import type { CertificateUse } from './certificate.js';
import type { IssuedCertificate } from './certificate-resource.js';
import * as statements from './certificate.statements.js';
import { Issuing, type WantedCertificate } from './issuing.js';
import { redirectHosts, wishedDnsNames } from './wished-names.js';

/** Issues and renews the certificates of software. */
@Injectable()
export class Certificates {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Issuing) private readonly issuing: Issuing,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Every certificate of these pieces of software that is in time, or was until not long ago. */
  of(softwareIds: readonly string[]): Promise<readonly IssuedCertificate[]> {
    return this.database.query(statements.findOfSoftware, [softwareIds, this.clock.now()]);
  }

  /** What a request asks for, once it is proven and names nobody else. @throws `invalid_request` */
  async wanted(own: OwnSoftware, use: CertificateUse, csr: string): Promise<WantedCertificate> {
    const { wishes, der, key } = await readCertificateRequest(csr, use);
    const { metadata } = own.software;
    const holder = holderOf(own);
    const named = {
      holder,
      clientName: metadata.client_name,
      redirectUris: metadata.redirect_uris,
    };
    const dnsNames = wishedDnsNames(wishes, named);
    const requestDigest = sha256(Buffer.concat([Buffer.from(`request ${use} `), der]));
    return { holder, use, key, dnsNames, requestDigest };
  }

  async issue(own: OwnSoftware, use: CertificateUse, csr: string): Promise<IssuedCertificate> {
    return this.place(own, await this.wanted(own, use, csr));
  }

  /** Another certificate like this one, around the same key or that of the request; this one stays as it is. */
  async renew(own: OwnSoftware, certificateId: string, csr?: string): Promise<IssuedCertificate> {
    const former = await this.find(own, certificateId);
    if (former.revokedAt !== null)
      throw invalidRequest('a revoked certificate is not renewed: ask for a new one', {
        status: 409,
      });
    if (csr !== undefined) {
      const wanted = await this.wanted(own, former.use, csr);
      return this.place(own, { ...wanted, requestDigest: renewalDigest(former, wanted) });
    }
    const spki = new X509Certificate(former.certificate).publicKey.export({
      ...{ format: 'der', type: 'spki' },
    });
    const key = certifiedKey(
      createPublicKey({ key: spki, format: 'der', type: 'spki' }),
      former.use,
    );
    const hosts = redirectHosts(own.software.metadata.redirect_uris);
    const { dnsNames } = readClientCertificate(former.certificate);
    return this.place(own, {
      ...{ holder: holderOf(own), use: former.use, key },
      dnsNames: dnsNames.filter((name) => hosts.has(name)),
      requestDigest: renewalDigest(former, { key }),
    });
  }

  private place(own: OwnSoftware, wanted: WantedCertificate): Promise<IssuedCertificate> {
    return this.issuing.issue([wanted], async (transaction, [signed]) => {
      await holdSoftware(transaction, own);
      if (signed === undefined) throw nothingHere();
      return this.issuing.place(transaction, signed);
    });
  }

  /** @throws 404 for what is not there, or another's. */
  async find(
    { software: { softwareId } }: OwnSoftware,
    certificateId: string,
  ): Promise<IssuedCertificate> {
    const values = [certificateId, softwareId];
    const [found] = await this.database.query<IssuedCertificate>(statements.find, values);
    if (found === undefined) throw nothingHere();
    return found;
  }
}

const renewalDigest = (
  { certificateId }: IssuedCertificate,
  { key }: Pick<WantedCertificate, 'key'>,
): Buffer => sha256(Buffer.concat([Buffer.from(`renewal ${certificateId} `), key.digest]));

/** X.520 gives the name of an organisation 64 characters. */
const nameLengthMax = 64;

const holderOf = ({ organisation, software }: OwnSoftware) => ({
  organisationId: organisation.organisationId,
  organisationName: Array.from(organisation.name).slice(0, nameLengthMax).join(''),
  country: organisation.country,
  softwareId: software.softwareId,
  roles: software.metadata.roles,
});
