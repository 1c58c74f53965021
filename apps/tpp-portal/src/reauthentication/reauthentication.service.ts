import { Inject, Injectable } from '@nestjs/common';
import { accountAccessType } from '../banks/access-request.js';
import { BankRegistry, type Bank } from '../banks/bank-registry.js';
import { ConnectionStore } from '../connection/connection.store.js';
import type { StartedJourney } from '../journey/journey-plan.js';
import { JourneyService } from '../journey/journey.service.js';
import { PortalError } from '../portal-error.js';
import type { BrowserSession } from '../session/session.service.js';
import { reauthenticateAction } from './reauthenticate.continuation.js';
import { consentIdOf } from './suspended-consent.js';

/** Sends the customer to their bank once more, for the very consent that the connection stands on. */
@Injectable()
export class ReauthenticationService {
  constructor(
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(ConnectionStore) private readonly connections: ConnectionStore,
    @Inject(JourneyService) private readonly journeys: JourneyService,
  ) {}

  /**
   * Pushes a request that names the consent and describes none. Throws `PortalError`: `reauthentication_refused` where
   * the bank does not let the consent be taken up again.
   */
  async start(session: BrowserSession | undefined, slug: string): Promise<StartedJourney> {
    const bank = this.banks.get(slug);
    const held = session && (await this.connections.find(session, slug));
    const consentId = held?.tokens && consentIdOf(held.authorizationDetails);
    if (session === undefined || held === undefined || consentId === undefined) {
      throw new PortalError('not_connected', `No account of ${bank.name} is shared any more.`);
    }
    try {
      return await this.journeys.start({
        ...{ bank: slug, session },
        access: {
          scope: bank.scope,
          authorizationDetails: [{ type: accountAccessType, ConsentId: consentId }],
        },
        resume: {
          ...{ action: reauthenticateAction, stepUps: 0 },
          data: { consentId, flowId: held.flowId },
        },
      });
    } catch (thrown) {
      throw isOfNoUse(thrown) ? refused(bank, thrown) : thrown;
    }
  }
}

const isOfNoUse = (thrown: unknown): thrown is PortalError =>
  thrown instanceof PortalError &&
  thrown.detail.upstream?.error === 'invalid_authorization_details';

const refused = (bank: Bank, cause: PortalError): PortalError =>
  new PortalError(
    'reauthentication_refused',
    `${bank.name} does not let this permission be renewed by signing in. It may have suspended it for a reason of its own, or ended it: ask ${bank.name}.`,
    { ...cause.detail, cause },
  );
