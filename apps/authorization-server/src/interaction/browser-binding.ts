import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { constantTimeEquals } from '@sandbank/crypto';
import { invalidRequest } from '@sandbank/oauth';
import type { ServerSettings } from '@sandbank/platform';
import { keyFor, SETTINGS } from '../config.js';

/** What follows from the secret that a browser holds for an interaction. */
@Injectable()
export class BrowserBinding {
  private readonly csrfKey: Buffer;
  private readonly browserSecretKey: Buffer;
  private readonly codeKey: Buffer;

  constructor(@Inject(SETTINGS) settings: ServerSettings) {
    this.csrfKey = keyFor(settings, 'csrf');
    this.browserSecretKey = keyFor(settings, 'browser-secret');
    this.codeKey = keyFor(settings, 'authorization-code');
  }

  /** A token that only a page of this interaction, shown to this browser, can carry. */
  csrfToken(id: string, browserSecret: string): string {
    return createHmac('sha256', this.csrfKey).update(`${id} ${browserSecret}`).digest('base64url');
  }

  assertCsrfToken(id: string, browserSecret: string, sent: string | null): void {
    if (sent !== null && constantTimeEquals(sent, this.csrfToken(id, browserSecret))) return;
    throw invalidRequest('the form was not sent from the page of this step');
  }

  /**
   * The secret that replaces this one at the sign-in. It is drawn from the old one, so that whoever signs in
   * again, because the answer was lost in a double click, ends with the same.
   */
  secretAfterSignIn(id: string, browserSecret: string): string {
    const message = `${id} ${browserSecret}`;
    return createHmac('sha256', this.browserSecretKey).update(message).digest('base64url');
  }

  /**
   * The random part of the code for one decision, 32 bytes. Only this server and this browser together can draw it again:
   * a decision that is sent twice leads to the same code, and nobody needs to keep it.
   */
  codeSecret(id: string, browserSecret: string, accountIds: readonly string[]): Buffer {
    const message = JSON.stringify([id, browserSecret, [...accountIds].sort()]);
    return createHmac('sha256', this.codeKey).update(message).digest();
  }
}
