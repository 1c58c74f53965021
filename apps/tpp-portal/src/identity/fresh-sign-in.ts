import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import { PortalError } from '../portal-error.js';
import type { Member } from './member.js';

const freshSeconds = 900;

/** Ways in are changed by those who came in lately: a browser that was left open must not give an account away. */
@Injectable()
export class FreshSignIn {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** Throws `sign_in_again` when the sign-in is older than a quarter of an hour, `claim_first` for guests. */
  assert({ signedInAt, isGuest }: Member): void {
    if (isGuest) {
      throw new PortalError('claim_first', 'Claim the workspace first: make it an account.');
    }
    if (this.clock.now().getTime() - signedInAt.getTime() <= freshSeconds * 1000) return;
    throw new PortalError(
      'sign_in_again',
      'Sign in once more to change how you sign in: you came in a while ago.',
    );
  }
}
