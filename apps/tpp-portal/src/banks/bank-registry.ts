import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { importJWK, type CryptoKey, type JWK } from 'jose';
import { PortalError } from '../portal-error.js';
import { SETTINGS, type DemoClient, type PortalSettings } from '../portal-settings.js';

/** A bank at which the demo app is registered, with the app's key there. */
export interface Bank {
  readonly slug: string;
  readonly name: string;
  readonly issuer: string;
  readonly resourceBase: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly redirectUri: string;
  readonly clientKey: { readonly key: CryptoKey; readonly kid: string };
}

/** The banks of the portal's demo app: registrations read at boot, keys imported once (SP-5.3.3.1-10). */
@Injectable()
export class BankRegistry implements OnModuleInit {
  private readonly banks = new Map<string, Bank>();

  constructor(@Inject(SETTINGS) private readonly settings: PortalSettings) {}

  async onModuleInit(): Promise<void> {
    for (const client of this.settings.SANDBANK_DEMO_CLIENTS_FILE.clients) {
      this.banks.set(client.bank, await bankOf(client));
    }
  }

  list(): Bank[] {
    return [...this.banks.values()];
  }

  /** Throws `unknown_bank`. */
  get(slug: string): Bank {
    const bank = this.banks.get(slug);
    if (bank === undefined) throw new PortalError('unknown_bank', 'There is no such bank here.');
    return bank;
  }
}

async function bankOf(client: DemoClient): Promise<Bank> {
  const [jwk] = client.jwks_file.keys;
  if (jwk === undefined) throw new Error(`${client.client_id} has no key`);
  const key = await importJWK(jwk as JWK, 'ES256');
  if (key instanceof Uint8Array)
    throw new Error(`the key of ${client.client_id} is not a key pair`);
  return {
    slug: client.bank,
    name: client.bank_name,
    issuer: client.issuer,
    resourceBase: client.resource_base.replace(/\/+$/, ''),
    clientId: client.client_id,
    clientName: client.client_name,
    redirectUri: client.redirect_uri,
    clientKey: { key, kid: jwk.kid },
  };
}
