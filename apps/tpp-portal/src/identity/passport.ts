import type { FastifyReply, FastifyRequest } from 'fastify';
import passport from 'passport';
import type { NewSignIn } from './sign-ins.js';

/** A way to prove who one is. Passport's own types know only Express; what arrives is Fastify's request. */
export abstract class SignInStrategy extends passport.Strategy {
  override authenticate(request: unknown): void {
    this.authenticated(request as FastifyRequest).then(
      (signIn) => this.success(signIn),
      (error: unknown) => this.error(error),
    );
  }

  /** Whose sign-in this is. Throws a refusal. */
  protected abstract authenticated(request: FastifyRequest): Promise<NewSignIn>;
}

/** Lets passport ask a strategy, without its registry, which would be one for all servers of a process. */
export function authenticateBy(
  strategy: SignInStrategy,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<NewSignIn> {
  return new Promise((resolve, reject) => {
    const finish = (error: unknown, signIn?: NewSignIn | false): void => {
      if (signIn) resolve(signIn);
      else reject(error instanceof Error ? error : new Error('the strategy decided nothing'));
    };
    // Passport writes its callbacks on the object it is given: every request has its own.
    const own = Object.create(strategy) as SignInStrategy;
    const run = passport.authenticate(own, { session: false }, finish) as Middleware;
    run(request, reply, finish);
  });
}

type Middleware = (
  request: FastifyRequest,
  reply: FastifyReply,
  next: (error: unknown) => void,
) => void;
