import { Inject, Injectable } from '@nestjs/common';
import { Clock, Destinations, fetchJson, OutgoingError } from '@sandbank/platform';
import { z } from 'zod';
import type { Participant } from '../../directory/directory-documents.js';
import { DirectoryClient } from '../../directory/directory.client.js';
import { PortalError } from '../../portal-error.js';
import { SETTINGS, type PortalSettings } from '../../portal-settings.js';

/** A bank that the directory lists. */
export interface ListedBank {
  readonly slug: string;
  readonly name: string;
  readonly issuer: string;
  readonly discovery: string;
  readonly apiBase: string;
  readonly mtlsApiBase: string | undefined;
  readonly registers: boolean;
}

const endpoint = z.url({ protocol: /^https$/ });
const metadata = z.object({
  issuer: endpoint,
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  pushed_authorization_request_endpoint: endpoint,
  registration_endpoint: endpoint.optional(),
  mtls_endpoint_aliases: z.record(z.string(), z.unknown()).optional(),
});
/** What a bank's discovery document says, as far as the portal reads it. */
export type BankMetadata = z.output<typeof metadata>;

const freshSeconds = 20;
const slugOf = (issuer: string): string => new URL(issuer).pathname.split('/').at(-1) ?? '';

/** The banks at which applications can be registered: those of the directory and no others. */
@Injectable()
export class BankDirectory {
  /** Where the directory and the banks may be: what the installation itself names. */
  readonly destinations: Destinations;
  private listed: { readonly banks: readonly ListedBank[]; readonly at: number } | undefined;

  constructor(
    @Inject(DirectoryClient) private readonly directory: DirectoryClient,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) settings: PortalSettings,
  ) {
    const own = [
      settings.SANDBANK_AUTHORIZATION_SERVER_URL,
      settings.SANDBANK_AUTHORIZATION_SERVER_MTLS_URL,
    ].flatMap((url) => (url === undefined ? [] : [new URL(url).host]));
    const allowedHosts = [...own, ...(settings.SANDBANK_FETCH_ALLOWED_HOSTS ?? [])];
    this.destinations = new Destinations({ allowedHosts });
  }

  /** At most twenty seconds old. Throws what `DirectoryClient` throws. */
  async list(): Promise<readonly ListedBank[]> {
    const now = this.clock.nowSeconds();
    if (this.listed !== undefined && now - this.listed.at < freshSeconds) return this.listed.banks;
    const banks = (await this.directory.participants())
      .map(bankOf)
      .filter(({ slug }) => /^[a-z0-9-]{1,40}$/.test(slug));
    this.listed = { banks, at: now };
    return banks;
  }

  /** Throws `unknown_bank` for a bank that the directory does not list. */
  async get(slug: string): Promise<ListedBank> {
    const bank = (await this.list()).find((one) => one.slug === slug);
    if (bank === undefined)
      throw new PortalError('unknown_bank', 'The directory lists no bank of this name.');
    return bank;
  }

  /** The bank's own description, which must be about this very issuer (RFC 8414 3.3). Throws `bank_unavailable`. */
  async metadata(bank: ListedBank): Promise<BankMetadata> {
    const { destinations } = this;
    const fetched = await fetchJson(bank.discovery, { destinations }).catch((cause: unknown) => {
      if (cause instanceof OutgoingError)
        throw new PortalError('bank_unavailable', `${bank.name} does not answer.`, { cause });
      throw cause;
    });
    const parsed = metadata.safeParse(fetched.value);
    if (!parsed.success || parsed.data.issuer !== bank.issuer)
      throw new PortalError(
        'bank_unavailable',
        `${bank.name} does not describe itself as it should.`,
      );
    return parsed.data;
  }

  /** Where applications are registered: at the issuer's own origin. Throws `bank_refused` where there is no such place. */
  async registrationEndpoint(bank: ListedBank): Promise<string> {
    const { registration_endpoint: url } = await this.metadata(bank);
    if (url !== undefined && new URL(url).origin === new URL(bank.issuer).origin) return url;
    throw new PortalError('bank_refused', `${bank.name} takes no registrations.`);
  }
}

const named = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);

function bankOf(participant: Participant): ListedBank {
  const slug = slugOf(participant.issuer);
  return {
    slug,
    name: (named.safeParse(participant.organisation).data ?? slug).slice(0, 80),
    issuer: participant.issuer,
    discovery: participant.discovery,
    apiBase: participant.api_base.replace(/\/+$/, ''),
    mtlsApiBase: participant.mtls_api_base?.replace(/\/+$/, ''),
    registers:
      participant.status === 'active' && (participant.registration_endpoint ?? null) !== null,
  };
}
