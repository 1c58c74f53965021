import { sha256Base64Url, type SigningKey } from '@sandbank/crypto';
import { profiles } from '@sandbank/fapi-policy';
import type { ServerSettings } from '@sandbank/platform';
import type { BankEntity } from './bank.entity.js';
import type { Issuer } from './issuer.js';
import { algorithmsOf } from './key-life.js';
import type { KeyPurpose } from './signing-key.entity.js';
import type { StoredKey } from './signing-key.store.js';

type Urls = Pick<
  ServerSettings,
  'SANDBANK_AUTHORIZATION_SERVER_URL' | 'SANDBANK_RESOURCE_SERVER_URL'
>;

/** A bank with its keys ready for use; `imported` opens a key that signs. @throws Error where the bank cannot work. */
export function issuerOfBank(
  bank: BankEntity,
  keys: readonly StoredKey[],
  urls: Urls,
  imported: (key: StoredKey) => SigningKey,
): Issuer {
  const profile = profiles[bank.profile];
  if (profile === undefined) {
    throw new Error(`bank ${bank.slug} is on the unknown profile ${bank.profile}`);
  }
  const own = keys.filter((key) => key.bank === bank.slug);
  const signing = own.filter((key) => key.state === 'active');
  // While a bank changes its algorithm, the key in the old one goes on until the new one may sign.
  const keyFor = (purpose: KeyPurpose): SigningKey => {
    const ofPurpose = signing.filter((key) => key.purpose === purpose);
    const preferred = purpose === 'id_token' ? bank.signingAlg : algorithmsOf(bank, purpose)[0];
    const key = ofPurpose.find(({ alg }) => alg === preferred) ?? ofPurpose[0];
    if (key === undefined) throw new Error(`bank ${bank.slug} has no key for ${purpose}`);
    return imported(key);
  };
  const publicKeys = own.map(({ publicJwk }) => publicJwk);
  const body = JSON.stringify({ keys: publicKeys });
  return {
    slug: bank.slug,
    name: bank.name,
    tagline: bank.tagline,
    url: `${urls.SANDBANK_AUTHORIZATION_SERVER_URL}/${bank.slug}`,
    resourceBase: `${urls.SANDBANK_RESOURCE_SERVER_URL}/${bank.slug}/open-banking/v4.0`,
    profile,
    reauthenticationDays: bank.reauthenticationDays ?? undefined,
    accessTokenKey: keyFor('access_token'),
    idTokenKey: keyFor('id_token'),
    idTokenKeys: new Map(
      signing
        .filter(({ purpose }) => purpose === 'id_token')
        .map((key) => [key.alg, imported(key)] as const),
    ),
    bankInternalKey: keyFor('bank_internal'),
    auditKey: keyFor('audit'),
    publicKeys,
    jwks: { body, etag: `"${sha256Base64Url(body)}"` },
  };
}
