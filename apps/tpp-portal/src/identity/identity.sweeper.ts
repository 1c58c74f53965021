import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { AbandonedWorkspaces } from '../organisations/abandoned-workspaces.js';
import { InvitationStore } from '../organisations/invitation.store.js';
import { Attempts } from './attempts.js';
import { PasskeyChallenges } from './passkeys/passkey-challenges.js';
import { SignIns } from './sign-ins.js';

const everySeconds = 60;

/** Removes what the clock has ended: sign-ins, challenges, invitations, counts, and workspaces that nobody claimed. */
@Injectable()
export class IdentitySweeper extends Sweeper {
  constructor(
    @Inject(SignIns) private readonly signIns: SignIns,
    @Inject(PasskeyChallenges) private readonly challenges: PasskeyChallenges,
    @Inject(InvitationStore) private readonly invitations: InvitationStore,
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(AbandonedWorkspaces) private readonly workspaces: AbandonedWorkspaces,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('accounts', everySeconds, logger);
  }

  protected async clean(): Promise<void> {
    await this.signIns.removeEnded();
    await this.challenges.removeExpired();
    await this.invitations.removeExpired();
    await this.attempts.removeForgotten();
    await this.workspaces.remove();
  }
}
