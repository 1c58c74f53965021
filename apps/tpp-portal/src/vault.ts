import { Inject, Injectable } from '@nestjs/common';
import { deriveKey, open, seal } from '@sandbank/crypto';
import { SETTINGS, type PortalSettings } from './portal-settings.js';

/** Seals what the portal keeps for a visitor: AES-256-GCM under a key of its own, bound to where it is stored. */
@Injectable()
export class Vault {
  private readonly key: Buffer;

  constructor(@Inject(SETTINGS) settings: PortalSettings) {
    this.key = deriveKey(settings.SANDBANK_SECRET_FILE, 'tpp-portal tokens v1');
  }

  seal(value: unknown, place: string): Buffer {
    return seal(this.key, JSON.stringify(value), place);
  }

  /** Undefined when the value was altered, moved to another place, or sealed under another secret. */
  open(sealed: Uint8Array, place: string): unknown {
    const text = open(this.key, sealed, place);
    return text === undefined ? undefined : JSON.parse(text.toString('utf8'));
  }
}
