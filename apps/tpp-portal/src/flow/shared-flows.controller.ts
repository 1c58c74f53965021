import { Controller, Get, Inject, Param, UseFilters } from '@nestjs/common';
import { ForVisitors } from '../identity/access.decorator.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import type { FrozenFlow } from './frozen-flow.js';
import { SharedFlows } from './shared-flows.js';

/** Journeys that somebody shares: whoever has the address reads the copy, signed in or not. */
@Controller('api/shared-flows')
@ForVisitors()
@UseFilters(PortalErrorFilter)
export class SharedFlowsController {
  constructor(@Inject(SharedFlows) private readonly shared: SharedFlows) {}

  @Get(':token')
  read(
    @Param('token') token: string,
  ): Promise<FrozenFlow & { sharedAt: string; expiresAt: string }> {
    return this.shared.read(token);
  }
}
