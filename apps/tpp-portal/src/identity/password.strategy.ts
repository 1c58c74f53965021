import { Inject, Injectable } from '@nestjs/common';
import { constantTimeEquals, sha256 } from '@sandbank/crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PortalError } from '../portal-error.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';
import { Attempts } from './attempts.js';
import { accountName, formOf, typedPassword } from './fields.js';
import { SignInStrategy } from './passport.js';
import { Passwords } from './passwords.js';
import { People } from './people.js';
import type { NewSignIn } from './sign-ins.js';

const form = z.strictObject({ email: accountName, password: typedPassword });

/** Cannot be an address: nobody else can sign up with it. */
const operatorAccount = 'operator';

/** E-mail address and password, or those of the operator. */
@Injectable()
export class PasswordStrategy extends SignInStrategy {
  override readonly name = 'password';

  constructor(
    @Inject(People) private readonly people: People,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(SETTINGS) private readonly settings: PortalSettings,
  ) {
    super();
  }

  /** An unknown address is answered as a known one with a wrong password is, in the same time, and waits as long. */
  protected async authenticated(request: FastifyRequest): Promise<NewSignIn> {
    const { email, password } = formOf(form, request.body);
    this.passwords.assertRoom();
    const attempt = await this.attempts.password(email, request);
    const known = await this.people.password(email);
    const matches = await this.passwords.matches(known?.hash, password);
    const isOperator = email === operatorAccount && this.isOperators(password);
    if (!isOperator && !(matches && known !== undefined)) {
      throw new PortalError('sign_in_refused', 'E-mail address and password do not fit together.');
    }
    await this.attempts.forgive(attempt);
    const personId = isOperator ? await this.people.operator() : (known?.personId ?? '');
    return { personId, method: 'password', isOperator };
  }

  private isOperators(password: string): boolean {
    const { SANDBANK_OPERATOR_PASSWORD_FILE: digest } = this.settings;
    return digest !== undefined && constantTimeEquals(digest, sha256(password));
  }
}
