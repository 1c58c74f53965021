import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DirectoryCall } from '../directory/directory-call.js';
import { PortalError } from '../portal-error.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';

const text = z.string().max(5000);

const registeredSoftware = z.object({
  software: z
    .array(
      z.object({
        software_id: z.uuid(),
        client_name: text,
        organisation_id: z.uuid(),
        organisation_name: text,
        organisation_status: z.enum(['active', 'suspended']),
      }),
    )
    .max(5000),
});
export type RegisteredSoftware = z.output<typeof registeredSoftware>['software'][number];

const endingCertificates = z.object({
  certificates: z
    .array(
      z.object({
        certificate_id: z.uuid(),
        use: z.enum(['transport', 'signing']),
        serial_number: text,
        subject: text,
        thumbprint: text,
        not_before: text,
        not_after: text,
        software_id: z.uuid(),
        client_name: text,
        organisation_id: z.uuid(),
        organisation_name: text,
        renewed: z.boolean(),
      }),
    )
    .max(1000),
});
export type EndingCertificate = z.output<typeof endingCertificates>['certificates'][number];

/** What the directory tells its registrar of all organisations. Throws what `DirectoryCall` throws. */
@Injectable()
export class RegisterClient {
  constructor(
    @Inject(DirectoryCall) private readonly directory: DirectoryCall,
    @Inject(SETTINGS) private readonly settings: PortalSettings,
  ) {}

  /** Whose software is whose, by the id of the software. */
  async software(): Promise<ReadonlyMap<string, RegisteredSoftware>> {
    const { software } = await this.ask('/software', registeredSoftware);
    return new Map(software.map((one) => [one.software_id, one]));
  }

  /** Certificates that count and end before a moment, the first to end first. */
  async ending(before: Date): Promise<readonly EndingCertificate[]> {
    const query = new URLSearchParams({ expiring_before: before.toISOString() });
    return (await this.ask(`/certificates?${query.toString()}`, endingCertificates)).certificates;
  }

  private ask<T extends z.ZodType>(path: string, form: T): Promise<z.output<T>> {
    const token = this.settings.SANDBANK_REGISTRAR_TOKEN_FILE;
    if (token === undefined) throw new PortalError('no_directory', 'This portal has no directory.');
    return this.directory.send(path, { method: 'GET', token }, form);
  }
}
