import { APP_GUARD } from '@nestjs/core';
import { SameOriginGuard } from '../session/same-origin.guard.js';
import { AccessGuard } from './access.guard.js';
import { AccountController } from './account.controller.js';
import { Attempts } from './attempts.js';
import { FreshSignIn } from './fresh-sign-in.js';
import { IdentitySweeper } from './identity.sweeper.js';
import { PasskeyCeremonies } from './passkeys/passkey-ceremonies.js';
import { PasskeyChallenges } from './passkeys/passkey-challenges.js';
import { PasskeySignInController } from './passkeys/passkey-sign-in.controller.js';
import { PasskeyStore } from './passkeys/passkey.store.js';
import { PasskeyStrategy } from './passkeys/passkey.strategy.js';
import { PasskeysController } from './passkeys/passkeys.controller.js';
import { PasswordStrategy } from './password.strategy.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';
import { SignInController } from './sign-in.controller.js';
import { SignIns } from './sign-ins.js';
import { SignUpController } from './sign-up.controller.js';

/** People, how they sign in, and the two guards that every request meets: first whose page asks, then who. */
export const identityParts = {
  controllers: [
    AccountController,
    PasskeySignInController,
    PasskeysController,
    SignInController,
    SignUpController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: SameOriginGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    ...[Attempts, FreshSignIn, IdentitySweeper, Passwords, PasswordStrategy, People, SignIns],
    ...[PasskeyCeremonies, PasskeyChallenges, PasskeyStore, PasskeyStrategy],
  ],
};
