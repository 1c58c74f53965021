import { Controller, Get, Inject } from '@nestjs/common';
import { ForVisitors } from '../identity/access.decorator.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';
import type { Person } from './person.js';

/** The sandbox's invented customers; public by intent, since nobody real is among them. */
@ForVisitors()
@Controller('api/people')
export class PeopleController {
  constructor(@Inject(SETTINGS) private readonly settings: PortalSettings) {}

  @Get()
  people(): { people: readonly Person[] } {
    return { people: this.settings.SANDBANK_PEOPLE_FILE?.customers ?? [] };
  }
}
