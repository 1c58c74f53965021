import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  UseFilters,
} from '@nestjs/common';
import { isUuid, LOGGER, type Logger } from '@sandbank/platform';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { revocationReasons, type Certificate } from '../../directory/directory-documents.js';
import { DirectoryClient, type SoftwareKey } from '../../directory/directory.client.js';
import { PortalError } from '../../portal-error.js';
import { PortalErrorFilter } from '../../portal-error.filter.js';
import { CurrentApplication, OfApplication } from '../application.guard.js';
import type { Application } from '../application.store.js';
import { assertStands } from '../application-checks.js';
import { certificateRequest, publicKeys } from '../application-form.js';
import { DirectoryAccounts } from '../directory-accounts.js';
import { parsedForm } from '../parsed-form.js';

const renewal = z.object({ csr: certificateRequest.shape.csr.optional() }).strict();
const revocation = z.object({ reason: z.enum(revocationReasons).default('unspecified') }).strict();

/** What the directory holds of an application: software, keys, certificates, statement. Private keys it never sees. */
@Controller('api/applications/:application')
@OfApplication()
@UseFilters(PortalErrorFilter)
export class SoftwareController {
  constructor(
    @Inject(DirectoryClient) private readonly directory: DirectoryClient,
    @Inject(DirectoryAccounts) private readonly accounts: DirectoryAccounts,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get('software')
  async software(@CurrentApplication() application: Application) {
    const { certificates: _, ...software } = await this.directory.software(
      await this.key(application),
    );
    return { software };
  }

  @Post('statements')
  @HttpCode(201)
  async statement(@CurrentApplication() application: Application) {
    assertStands(application);
    const made = await this.directory.statement(await this.key(application));
    const { software_statement: statement } = made;
    return {
      statement,
      expiresAt: made.expires_at,
      header: decodeProtectedHeader(statement),
      payload: decodeJwt(statement),
    };
  }

  @Get('keys')
  keys(@CurrentApplication() application: Application) {
    return this.directory.keys(application.softwareId);
  }

  @Put('keys')
  async replaceKeys(@CurrentApplication() application: Application, @Body() body: unknown) {
    assertStands(application);
    const { keys } = parsedForm(publicKeys, body);
    await this.directory.replaceKeys(await this.key(application), keys);
    this.logger.info({ application: application.id, keys: keys.length }, 'keys were replaced');
    return this.directory.keys(application.softwareId);
  }

  @Get('certificates')
  async certificates(@CurrentApplication() application: Application) {
    return { certificates: await this.directory.certificates(await this.key(application)) };
  }

  @Post('certificates')
  @HttpCode(201)
  async request(@CurrentApplication() application: Application, @Body() body: unknown) {
    assertStands(application);
    const asked = parsedForm(certificateRequest, body);
    const made = await this.directory.requestCertificate(await this.key(application), asked);
    return this.told(application, made, 'a certificate was issued');
  }

  @Post('certificates/:certificate/renewal')
  @HttpCode(201)
  async renew(
    @CurrentApplication() application: Application,
    @Param('certificate') id: string,
    @Body() body: unknown,
  ) {
    assertStands(application);
    const asked = parsedForm(renewal, body ?? {});
    const key = await this.key(application);
    const made = await this.directory.renewCertificate(key, known(id), asked);
    return this.told(application, made, 'a certificate was renewed');
  }

  @Post('certificates/:certificate/revocation')
  @HttpCode(200)
  async revoke(
    @CurrentApplication() application: Application,
    @Param('certificate') id: string,
    @Body() body: unknown,
  ) {
    const asked = parsedForm(revocation, body ?? {});
    const key = await this.key(application);
    const revoked = await this.directory.revokeCertificate(key, known(id), asked);
    return this.told(application, revoked, 'a certificate was revoked');
  }

  private async key({ organisationId, softwareId }: Application): Promise<SoftwareKey> {
    return { ...(await this.accounts.of(organisationId)), softwareId };
  }

  private told(application: Application, certificate: Certificate, what: string): Certificate {
    const { certificate_id: id, use, serial_number: serial } = certificate;
    this.logger.info({ application: application.id, certificate: id, use, serial }, what);
    return certificate;
  }
}

const known = (id: string): string => {
  if (isUuid(id)) return id;
  throw new PortalError('unknown_certificate', 'There is no such certificate.');
};
