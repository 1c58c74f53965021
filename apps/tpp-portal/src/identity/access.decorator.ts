import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Member, Membership, Role } from './member.js';

/** Who may call a handler; one that says nothing is closed to all. */
export type Audience = 'visitors' | 'members' | 'operators';

export const audienceKey = 'sandbank:audience';
export const organisationKey = 'sandbank:organisation';

/** Open to everyone, signed in or not. Each such route is on the list of the tenancy spec. */
export const ForVisitors = (): ClassDecorator & MethodDecorator =>
  SetMetadata(audienceKey, 'visitors' satisfies Audience);

/** For people of organisations, guests among them; operators have rooms of their own. */
export const ForMembers = (): ClassDecorator & MethodDecorator =>
  SetMetadata(audienceKey, 'members' satisfies Audience);

/** For those who run the sandbox, and nobody else. */
export const ForOperators = (): ClassDecorator & MethodDecorator =>
  SetMetadata(audienceKey, 'operators' satisfies Audience);

/**
 * For members of the organisation that `:organisation` names; 404 for all others, as if there were none. With a role,
 * 403 for its members who lack it.
 */
export const OfOrganisation = (role: Role = 'member'): ClassDecorator & MethodDecorator =>
  applyDecorators(ForMembers(), SetMetadata(organisationKey, role));

const requestOf = (context: ExecutionContext): FastifyRequest =>
  context.switchToHttp().getRequest<FastifyRequest>();

/** Who is signed in; undefined only where visitors may call. */
export const CurrentMember = createParamDecorator(
  (_: unknown, context: ExecutionContext): Member | undefined => requestOf(context).member,
);

/** The organisation of the path, with the member's role in it; needs `@OfOrganisation()`. */
export const CurrentOrganisation = createParamDecorator(
  (_: unknown, context: ExecutionContext): Membership | undefined =>
    requestOf(context).organisation,
);
