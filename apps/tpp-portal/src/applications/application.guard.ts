import {
  applyDecorators,
  createParamDecorator,
  Inject,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { isUuid } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { ForMembers } from '../identity/access.decorator.js';
import { PortalError } from '../portal-error.js';
import { ApplicationStore, type Application } from './application.store.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The application of the path, found through the member's own organisations. */
    application?: Application;
  }
}

/** Finds the application that the path names among those of the member; for everybody else there is none. */
@Injectable()
export class ApplicationGuard implements CanActivate {
  constructor(@Inject(ApplicationStore) private readonly applications: ApplicationStore) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { application: id } = request.params as { application?: string };
    const { member } = request;
    const found =
      member !== undefined && isUuid(id)
        ? await this.applications.findOfMember(id, member.personId)
        : undefined;
    if (found === undefined)
      throw new PortalError('unknown_application', 'You have no such application.');
    request.application = found;
    return true;
  }
}

/** For members of the organisation that has `:application`; 404 for all others, as if there were none. */
export const OfApplication = (): ClassDecorator & MethodDecorator =>
  applyDecorators(ForMembers(), UseGuards(ApplicationGuard));

/** The application of the path; needs `@OfApplication()`. */
export const CurrentApplication = createParamDecorator(
  (_: unknown, context: ExecutionContext): Application | undefined =>
    context.switchToHttp().getRequest<FastifyRequest>().application,
);
