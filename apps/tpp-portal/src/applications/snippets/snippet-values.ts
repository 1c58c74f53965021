import { Inject, Injectable } from '@nestjs/common';
import { DirectoryClient } from '../../directory/directory.client.js';
import { PortalError } from '../../portal-error.js';
import { SETTINGS, type PortalSettings } from '../../portal-settings.js';
import type { Application } from '../application.store.js';
import { ApplicationClients, type ApplicationClient } from '../registration/application-clients.js';
import { BankDirectory } from '../registration/bank-directory.js';
import { scopeOf } from '../registration/client-metadata.js';

/** One client, with all that a program must know of its bank. */
export interface SnippetClient {
  readonly bank: string;
  readonly bankName: string;
  readonly clientId: string;
  readonly issuer: string;
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  readonly parEndpoint: string;
  readonly mtlsTokenEndpoint: string;
  readonly mtlsParEndpoint: string;
  readonly apiBase: string;
  readonly mtlsApiBase: string;
  readonly idTokenAlgorithm: string;
}

export interface Snippets {
  readonly clients: readonly SnippetClient[];
  /** Banks that could not be asked, each with a sentence. */
  readonly silent: readonly { readonly bank: string; readonly message: string }[];
  readonly scope: string;
  /** Of the application's own public keys, newest last. */
  readonly keyIds: readonly string[];
  /** PEM of the authority that vouches for the servers of this sandbox. */
  readonly certificateAuthority: string;
}

/** What differs from one application's snippets to another's. */
@Injectable()
export class SnippetValues {
  constructor(
    @Inject(ApplicationClients) private readonly clients: ApplicationClients,
    @Inject(BankDirectory) private readonly banks: BankDirectory,
    @Inject(DirectoryClient) private readonly directory: DirectoryClient,
    @Inject(SETTINGS) private readonly settings: PortalSettings,
  ) {}

  async of(application: Application): Promise<Snippets> {
    const clients = await this.clients.of(application);
    const [answers, { keys }] = await Promise.all([
      Promise.all(clients.map((client) => this.client(client).catch(silence(client.bank)))),
      this.directory.keys(application.softwareId),
    ]);
    return {
      clients: answers.flatMap((one) => ('clientId' in one ? [one] : [])),
      silent: answers.flatMap((one) => ('clientId' in one ? [] : [one])),
      scope: scopeOf(application.roles),
      keyIds: keys.flatMap(({ kid }) => (typeof kid === 'string' ? [kid] : [])),
      certificateAuthority: this.settings.SANDBANK_CA_FILE,
    };
  }

  private async client({
    bank: slug,
    clientId,
    metadata,
  }: ApplicationClient): Promise<SnippetClient> {
    const bank = await this.banks.get(slug);
    const described = await this.banks.metadata(bank);
    const alias = (name: string, otherwise: string): string => {
      const value = described.mtls_endpoint_aliases?.[name];
      return typeof value === 'string' ? value : otherwise;
    };
    const { token_endpoint: token, pushed_authorization_request_endpoint: par } = described;
    const algorithm = metadata['id_token_signed_response_alg'];
    return {
      ...{ bank: slug, bankName: bank.name, clientId, issuer: bank.issuer },
      authorizationEndpoint: described.authorization_endpoint,
      ...{ tokenEndpoint: token, parEndpoint: par },
      mtlsTokenEndpoint: alias('token_endpoint', token),
      mtlsParEndpoint: alias('pushed_authorization_request_endpoint', par),
      apiBase: bank.apiBase,
      mtlsApiBase: bank.mtlsApiBase ?? bank.apiBase,
      idTokenAlgorithm: typeof algorithm === 'string' ? algorithm : 'ES256',
    };
  }
}

const silence = (bank: string) => (thrown: unknown) => {
  if (thrown instanceof PortalError) return { bank, message: thrown.message };
  throw thrown;
};
