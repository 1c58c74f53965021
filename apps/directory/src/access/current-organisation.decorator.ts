import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { OrganisationEntity } from '../organisations/organisation.entity.js';
import { nothingHere } from './nothing-here.js';

/** The organisation whose token was shown; only behind `@ForOrganisation()`. */
export const CurrentOrganisation = createParamDecorator(
  (_data: unknown, context: ExecutionContext): OrganisationEntity => {
    const { organisation } = context.switchToHttp().getRequest<FastifyRequest>();
    if (organisation === undefined) throw nothingHere();
    return organisation;
  },
);
