import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { equal, requireAll } from '../banks/checking.js';
import { LiveClients } from '../banks/live-client.js';
import { ConnectionStore } from '../connection/connection.store.js';
import {
  Continuations,
  type JourneyContinuation,
  type ObtainedGrant,
} from '../journey/continuations.js';
import type { Resume } from '../journey/journey-plan.js';
import { PortalError } from '../portal-error.js';
import type { BrowserSession } from '../session/session.service.js';
import { consentIdOf } from './suspended-consent.js';

/** The name by which a journey asks for this continuation. */
export const reauthenticateAction = 'reauthenticate';

/** The consent that was to be renewed, and the flow under which the connection held it. */
const renewal = z.object({ consentId: z.uuid(), flowId: z.uuid() });

/** The customer has signed in again: the connection goes on, with new tokens. */
@Injectable()
export class ReauthenticateContinuation implements JourneyContinuation {
  readonly action = reauthenticateAction;

  constructor(
    @Inject(ConnectionStore) private readonly connections: ConnectionStore,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(Continuations) continuations: Continuations,
  ) {
    continuations.register(this);
  }

  async proceed(grant: ObtainedGrant, session: BrowserSession, resume: Resume): Promise<string> {
    const { consentId, flowId } = renewal.parse(resume.data);
    const { subject } = grant.tokens;
    const held = await this.connections.find(session, grant.bank);
    // What was disconnected, or connected anew, while the customer was away is not brought back.
    if (held?.tokens === undefined || held.flowId !== flowId) throw overtaken();
    const before = held.tokens;
    requireAll([
      equal(
        'RFC 9396 7',
        'the consent is the one that was to be renewed',
        consentId,
        consentIdOf(grant.authorizationDetails),
      ),
      ...(before.subject === undefined
        ? []
        : [equal('OIDC-12.2', 'the same customer signed in again', before.subject, subject)]),
    ]);
    const { customerName } = before;
    const renewed = { ...grant, tokens: { ...grant.tokens, customerName } };
    if (!(await this.connections.renew(session, held, renewed))) throw overtaken();
    this.clients.forget(flowId);
    return `/accounts?flow=${grant.flowId}&renewed=yes`;
  }

  pathAfterFailure(flowId: string): string {
    return `/journey-error?flow=${flowId}&of=sign-in`;
  }
}

const overtaken = (): PortalError =>
  new PortalError('not_connected', 'The connection ended or was replaced meanwhile.');
