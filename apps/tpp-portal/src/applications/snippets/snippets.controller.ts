import { Controller, Get, Inject, UseFilters } from '@nestjs/common';
import { PortalErrorFilter } from '../../portal-error.filter.js';
import { CurrentApplication, OfApplication } from '../application.guard.js';
import type { Application } from '../application.store.js';
import { SnippetValues, type Snippets } from './snippet-values.js';

/** What the snippets of an application are filled with. */
@Controller('api/applications/:application/snippets')
@OfApplication()
@UseFilters(PortalErrorFilter)
export class SnippetsController {
  constructor(@Inject(SnippetValues) private readonly values: SnippetValues) {}

  @Get()
  snippets(@CurrentApplication() application: Application): Promise<Snippets> {
    return this.values.of(application);
  }
}
