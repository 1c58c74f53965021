import { Controller, Get, Inject, Param, UseFilters } from '@nestjs/common';
import { isUuid } from '@sandbank/platform';
import { ApplicationStore } from '../applications/application.store.js';
import { ApplicationClients } from '../applications/registration/application-clients.js';
import { loggedExchange, type LoggedExchange } from '../exchanges/logged-exchange.js';
import { CurrentMember, ForMembers } from '../identity/access.decorator.js';
import type { Member } from '../identity/member.js';
import { PortalError } from '../portal-error.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import { eachOnce } from '../records/ask-all.js';
import { ofClients, type AtBank } from '../records/of-clients.js';
import type { SilentServer } from '../records/recording-servers.js';
import { RecordsClient, type ClientAtBank } from '../records/records.client.js';
import type { Rejection } from '../rejections/rejection.js';

const eachMax = 20;
/** Applications that are asked about together. */
const atOnce = 5;

/** What one interaction id names in one application. */
export interface InteractionOfApplication {
  readonly application: { readonly id: string; readonly name: string };
  readonly exchanges: readonly LoggedExchange[];
  readonly rejections: readonly AtBank<Rejection>[];
}

export interface FoundInteraction extends Partly {
  readonly found: readonly InteractionOfApplication[];
}

/** Finds an interaction id in whichever of the member's applications it is; in nobody else's. */
@Controller('api/interactions')
@ForMembers()
@UseFilters(PortalErrorFilter)
export class InteractionsController {
  constructor(
    @Inject(ApplicationStore) private readonly applications: ApplicationStore,
    @Inject(ApplicationClients) private readonly clients: ApplicationClients,
    @Inject(RecordsClient) private readonly records: RecordsClient,
  ) {}

  @Get(':interaction')
  async find(
    @CurrentMember() member: Member,
    @Param('interaction') interactionId: string,
  ): Promise<FoundInteraction> {
    if (!isUuid(interactionId)) return { found: [], silent: [] };
    const applications = await this.applications.listOfMember(member.personId);
    const registered = Map.groupBy(
      await this.clients.ofAll(applications),
      ({ applicationId }) => applicationId,
    );
    const found: (InteractionOfApplication & Partly)[] = [];
    for (let start = 0; start < applications.length; start += atOnce) {
      const some = applications.slice(start, start + atOnce).map(async ({ id, name }) => ({
        application: { id, name },
        ...(await this.of(registered.get(id) ?? [], interactionId)),
      }));
      found.push(...(await Promise.all(some)));
    }
    return {
      found: found
        .filter(({ exchanges, rejections }) => exchanges.length + rejections.length > 0)
        .map(({ silent: _, ...one }) => one),
      silent: eachOnce(found.flatMap((one) => one.silent)),
    };
  }

  /** What there is of one application; a bank that does not answer is named, and hides nothing of the others. */
  private async of(
    clients: readonly ClientAtBank[],
    interactionId: string,
  ): Promise<Omit<InteractionOfApplication, 'application'> & Partly> {
    const query = { interactionId, limit: eachMax };
    const [exchanges, rejections] = await Promise.all([
      ofClients(clients, query, (client) => this.records.exchanges(client, query)).catch(nothing),
      ofClients(clients, query, (client) => this.records.rejections(client, query)).catch(nothing),
    ]);
    return {
      exchanges: exchanges.found.map((one) => loggedExchange(one, one.bank)),
      rejections: rejections.found,
      silent: [...exchanges.silent, ...rejections.silent],
    };
  }
}

interface Partly {
  readonly silent: readonly SilentServer[];
}

function nothing(thrown: unknown): { found: []; silent: SilentServer[] } {
  if (!(thrown instanceof PortalError)) throw thrown;
  const isUnknown = thrown.code === 'not_recorded';
  const server = 'authorization-server';
  return { found: [], silent: isUnknown ? [] : [{ server, message: thrown.message }] };
}
