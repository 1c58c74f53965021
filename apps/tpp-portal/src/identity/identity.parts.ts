import { APP_GUARD } from '@nestjs/core';
import { SameOriginGuard } from '../session/same-origin.guard.js';
import { AccessGuard } from './access.guard.js';
import { Attempts } from './attempts.js';
import { PasswordStrategy } from './password.strategy.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';
import { SignInController } from './sign-in.controller.js';
import { SignIns } from './sign-ins.js';
import { SignUpController } from './sign-up.controller.js';

/** People, how they sign in, and the two guards that every request meets: first whose page asks, then who. */
export const identityParts = {
  controllers: [SignInController, SignUpController],
  providers: [
    { provide: APP_GUARD, useClass: SameOriginGuard },
    { provide: APP_GUARD, useClass: AccessGuard },
    Attempts,
    Passwords,
    PasswordStrategy,
    People,
    SignIns,
  ],
};
