import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { PortalError } from '../portal-error.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';
import { DirectoryCall } from './directory-call.js';
import * as documents from './directory-documents.js';

/** Whose software is meant, with the organisation's token. */
export interface DirectoryAccount {
  readonly organisationId: string;
  readonly token: string;
}
export interface SoftwareKey extends DirectoryAccount {
  readonly softwareId: string;
}

const softwarePath = ({ organisationId, softwareId }: SoftwareKey): string =>
  `/organisations/${organisationId}/software/${softwareId}`;

/** Typed calls of the directory. Each throws what `DirectoryCall` throws. */
@Injectable()
export class DirectoryClient {
  constructor(
    @Inject(DirectoryCall) private readonly directory: DirectoryCall,
    @Inject(SETTINGS) private readonly settings: PortalSettings,
  ) {}

  /** With the registrar's token: an organisation of the portal becomes one of the directory. */
  async registerOrganisation(name: string): Promise<DirectoryAccount> {
    const token = this.settings.SANDBANK_REGISTRAR_TOKEN_FILE;
    if (token === undefined)
      throw new PortalError('no_directory', 'This portal has no directory to register with.');
    const body = { name, country: 'GB', roles: documents.softwareRoles };
    const form = documents.registeredOrganisation;
    const made = await this.directory.send('/organisations', { method: 'POST', token, body }, form);
    return { organisationId: made.organisation_id, token: made.token };
  }

  createSoftware(
    { organisationId, token }: DirectoryAccount,
    asked: documents.SoftwareRequest & {
      readonly certificate_requests?: readonly documents.CertificateRequest[] | undefined;
      readonly jwks?: { readonly keys: readonly unknown[] } | undefined;
    },
  ): Promise<documents.Software> {
    const path = `/organisations/${organisationId}/software`;
    return this.directory.send(path, { method: 'POST', token, body: asked }, documents.software);
  }

  /** Of every piece of software that the organisation has. */
  async softwareIds({ organisationId, token }: DirectoryAccount): Promise<readonly string[]> {
    const path = `/organisations/${organisationId}/software`;
    const read = await this.directory.send(path, { method: 'GET', token }, documents.softwareList);
    return read.software.map((one) => one.software_id);
  }

  software(key: SoftwareKey): Promise<documents.Software> {
    return this.directory.send(
      softwarePath(key),
      { method: 'GET', token: key.token },
      documents.software,
    );
  }

  replaceSoftware(key: SoftwareKey, body: documents.SoftwareRequest): Promise<documents.Software> {
    const asking = { method: 'PUT', token: key.token, body } as const;
    return this.directory.send(softwarePath(key), asking, documents.software);
  }

  /** Its certificates are revoked with it; one that is gone already is no error. */
  async removeSoftware(key: SoftwareKey): Promise<void> {
    const asking = { method: 'DELETE', token: key.token } as const;
    await this.directory.send(softwarePath(key), asking, z.unknown()).catch((thrown: unknown) => {
      if (thrown instanceof PortalError && thrown.detail.upstream?.status === 404) return;
      throw thrown;
    });
  }

  async certificates(key: SoftwareKey): Promise<readonly documents.Certificate[]> {
    const path = `${softwarePath(key)}/certificates`;
    const asking = { method: 'GET', token: key.token } as const;
    return (await this.directory.send(path, asking, documents.certificates)).certificates;
  }

  requestCertificate(
    key: SoftwareKey,
    body: documents.CertificateRequest,
  ): Promise<documents.Certificate> {
    const path = `${softwarePath(key)}/certificates`;
    const asking = { method: 'POST', token: key.token, body } as const;
    return this.directory.send(path, asking, documents.certificate);
  }

  /** Around the same key without a request; the old certificate stays valid. */
  renewCertificate(
    key: SoftwareKey,
    certificateId: string,
    body: { readonly csr?: string | undefined },
  ): Promise<documents.Certificate> {
    const path = `${softwarePath(key)}/certificates/${certificateId}/renewal`;
    const asking = { method: 'POST', token: key.token, body } as const;
    return this.directory.send(path, asking, documents.certificate);
  }

  revokeCertificate(
    key: SoftwareKey,
    certificateId: string,
    body: { readonly reason: documents.RevocationReason },
  ): Promise<documents.Certificate> {
    const path = `${softwarePath(key)}/certificates/${certificateId}/revocation`;
    const asking = { method: 'POST', token: key.token, body } as const;
    return this.directory.send(path, asking, documents.certificate);
  }

  /** The keys as the banks read them, those of signing certificates among them. */
  keys(softwareId: string): Promise<documents.PublicKeys> {
    return this.directory.send(`/software/${softwareId}/jwks`, { method: 'GET' }, documents.jwks);
  }

  async replaceKeys(key: SoftwareKey, keys: readonly unknown[]): Promise<void> {
    const path = `${softwarePath(key)}/jwks`;
    const asking = { method: 'PUT', token: key.token, body: { keys } } as const;
    await this.directory.send(path, asking, z.unknown());
  }

  statement(key: SoftwareKey): Promise<documents.SoftwareStatement> {
    const path = `${softwarePath(key)}/statements`;
    const asking = { method: 'POST', token: key.token, body: {} } as const;
    return this.directory.send(path, asking, documents.statement);
  }

  async participants(): Promise<readonly documents.Participant[]> {
    const asking = { method: 'GET' } as const;
    return (await this.directory.send('/participants', asking, documents.participants))
      .participants;
  }
}
