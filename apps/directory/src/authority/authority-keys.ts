import { Inject, Injectable } from '@nestjs/common';
import { open, seal } from '@sandbank/crypto';
import { keyFor, SETTINGS } from '../config.js';
import type { AuthorityEntity } from './authority.entity.js';

/** Seals the keys of authorities where they rest, each bound to its authority, and opens them to sign. */
@Injectable()
export class AuthorityKeys {
  private readonly sealingKey: Buffer;

  constructor(@Inject(SETTINGS) settings: { readonly SANDBANK_SECRET_FILE: Buffer }) {
    this.sealingKey = keyFor(settings.SANDBANK_SECRET_FILE, 'authority-keys-at-rest');
  }

  sealed(authorityId: string, privateKey: Buffer): Buffer {
    return seal(this.sealingKey, privateKey, authorityId);
  }

  /** PKCS #8 in DER. @throws Error for a key that is destroyed, or was sealed with another secret. */
  opened(authority: Pick<AuthorityEntity, 'authorityId' | 'sealedPrivateKey'>): Buffer {
    const { authorityId, sealedPrivateKey: sealed } = authority;
    const key = sealed === null ? undefined : open(this.sealingKey, sealed, authorityId);
    if (key !== undefined) return key;
    throw new Error(`the key of the authority ${authorityId} was sealed with another secret`);
  }
}
