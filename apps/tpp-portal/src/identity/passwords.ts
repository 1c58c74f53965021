import { Injectable } from '@nestjs/common';
import {
  hashPassword,
  passwordMatches,
  passwordsAtOnce,
  passwordsWaitingMax,
  WorkLimit,
} from '@sandbank/platform';

/** Looks at passwords and hashes them, a few at once: each costs a core some 20 ms. */
@Injectable()
export class Passwords {
  private readonly work = new WorkLimit(passwordsAtOnce, passwordsWaitingMax);

  /** Throws `temporarily_unavailable` when too many wait. */
  assertRoom(): void {
    this.work.assertRoom();
  }

  hash(password: string): Promise<string> {
    return this.work.run(() => hashPassword(password.normalize('NFC')));
  }

  /** Whether a password fits a hash; takes as long when there is none. */
  matches(hash: string | undefined, password: string): Promise<boolean> {
    return this.work.run(() => passwordMatches(hash, password.normalize('NFC')));
  }
}
