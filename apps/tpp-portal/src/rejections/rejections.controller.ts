import { Controller, Get, Inject, Param, Query, UseFilters } from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import { z } from 'zod';
import { ForVisitors } from '../identity/access.decorator.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { RejectionsService, type ExplainedRejections } from './rejections.service.js';

const query = z.object({
  interaction_id: z.uuid().optional(),
  before: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** Why the demo app was refused: its developers are the visitors of this portal. */
@ForVisitors()
@Controller('api/banks/:bank/rejections')
@UseFilters(PortalErrorFilter)
export class RejectionsController {
  constructor(@Inject(RejectionsService) private readonly rejections: RejectionsService) {}

  @Get()
  async list(@Param('bank') bank: string, @Query() asked: unknown): Promise<ExplainedRejections> {
    const parsed = query.safeParse(asked);
    if (!parsed.success) {
      throw invalidRequest('interaction_id and before are UUIDs, and limit is 1 to 100');
    }
    const { interaction_id: interactionId, before, limit } = parsed.data;
    return this.rejections.list(bank, { interactionId, before, limit });
  }
}
