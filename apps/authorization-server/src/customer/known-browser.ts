import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { constantTimeEquals, randomToken } from '@sandbank/crypto';
import type { ServerSettings } from '@sandbank/platform';
import { keyFor, SETTINGS } from '../config.js';

const nameBytes = 16;

/**
 * Recognises a browser in which a customer has signed in to the end before. What it is given says nothing about the
 * customer and opens nothing: with it, failures of others do not count against this browser.
 */
@Injectable()
export class KnownBrowsers {
  private readonly key: Buffer;

  constructor(@Inject(SETTINGS) settings: ServerSettings) {
    this.key = keyFor(settings, 'known-browser');
  }

  /** The browser's name when it was given to it for this account, else undefined. */
  nameIn(token: string, bank: string, username: string): string | undefined {
    const [name = '', proof = ''] = token.split('.');
    const isOurs = constantTimeEquals(proof, this.proof(bank, username, name));
    return isOurs ? name : undefined;
  }

  /** What the browser is to keep; a browser that is known already keeps its name. */
  tokenFor(bank: string, username: string, name = randomToken(nameBytes)): string {
    return `${name}.${this.proof(bank, username, name)}`;
  }

  private proof(bank: string, username: string, name: string): string {
    const message = JSON.stringify([bank, username, name]);
    return createHmac('sha256', this.key).update(message).digest('base64url');
  }
}
