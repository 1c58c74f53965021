import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Attempts } from '../attempts.js';
import { formOf } from '../fields.js';
import { SignInStrategy } from '../passport.js';
import type { NewSignIn } from '../sign-ins.js';
import { signInAnswer } from './passkey-answers.js';
import { PasskeyCeremonies } from './passkey-ceremonies.js';

/** A passkey that the browser found by itself: no name is asked. */
@Injectable()
export class PasskeyStrategy extends SignInStrategy {
  override readonly name = 'passkey';

  constructor(
    @Inject(PasskeyCeremonies) private readonly ceremonies: PasskeyCeremonies,
    @Inject(Attempts) private readonly attempts: Attempts,
  ) {
    super();
  }

  protected async authenticated(request: FastifyRequest): Promise<NewSignIn> {
    const answer = formOf(signInAnswer, request.body);
    await this.attempts.look(request);
    return { personId: await this.ceremonies.signedIn(answer), method: 'passkey' };
  }
}
