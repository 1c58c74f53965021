import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { OrganisationEntity } from '../organisations/organisation.entity.js';
import { nothingHere } from './nothing-here.js';

/** The organisation whose token was shown; only behind `@ForOrganisation()`. */
export const CurrentOrganisation = createParamDecorator(
  (_data: unknown, context: ExecutionContext): OrganisationEntity => {
    const { participant } = context.switchToHttp().getRequest<FastifyRequest>();
    if (participant === undefined) throw nothingHere();
    return participant;
  },
);
