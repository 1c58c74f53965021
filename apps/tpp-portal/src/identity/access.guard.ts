import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { invalidRequest } from '@sandbank/oauth';
import { HealthController } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { PortalError } from '../portal-error.js';
import { audienceKey, organisationKey, type Audience } from './access.decorator.js';
import type { Member, Role } from './member.js';
import { SignIns } from './sign-ins.js';

/** Decides about every request before its handler does: what does not say whom it is for is for nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(SignIns) private readonly signIns: SignIns,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = [context.getHandler(), context.getClass()];
    // The platform's own, which knows nothing of people.
    if (context.getClass() === HealthController) return true;
    const audience = this.reflector.getAllAndOverride<Audience | undefined>(audienceKey, handler);
    if (audience === undefined) return false;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    assertNamesSomething(request);
    const member = await this.signIns.find(request);
    if (member !== undefined) request.member = member;
    if (audience === 'visitors') return true;
    if (member === undefined) {
      throw new PortalError('sign_in_required', 'Sign in, or start as a guest, to go on.');
    }
    if (member.isOperator !== (audience === 'operators')) {
      throw new PortalError(
        'not_for_you',
        audience === 'operators'
          ? 'This is for the operators of the sandbox.'
          : 'An operator has no applications. Sign in with an account of your own.',
      );
    }
    const role = this.reflector.getAllAndOverride<Role | undefined>(organisationKey, handler);
    if (role !== undefined) assertMembership(request, member, role);
    return true;
  }
}

/** PostgreSQL has no U+0000 in its texts: nothing here is called so. Throws `invalid_request`, 404. */
function assertNamesSomething({ params }: FastifyRequest): void {
  const names = Object.values((params ?? {}) as Readonly<Record<string, string>>);
  if (names.some((name) => name.includes('\0'))) {
    throw invalidRequest('there is nothing at this path', { status: 404 });
  }
}

function assertMembership(request: FastifyRequest, member: Member, role: Role): void {
  const { organisation: asked } = request.params as { organisation?: string };
  const organisation = member.organisations.find(({ id }) => id === asked);
  if (organisation === undefined) {
    throw new PortalError('unknown_organisation', 'You are in no such organisation.');
  }
  if (role === 'owner' && organisation.role !== 'owner') {
    throw new PortalError('owners_only', 'Only an owner of the organisation may do this.');
  }
  request.organisation = organisation;
}
