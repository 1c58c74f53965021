import { Inject, Injectable } from '@nestjs/common';
import { ConnectionStore } from '../connection/connection.store.js';
import type { BrowserSession } from '../session/session.service.js';
import { Continuations, type JourneyContinuation, type ObtainedGrant } from './continuations.js';

/** The name of the continuation of a journey that says nothing else. */
export const connectAction = 'connect';

/** Keeps the grant as the demo app's connection to the bank. */
@Injectable()
export class ConnectContinuation implements JourneyContinuation {
  readonly action = connectAction;

  constructor(
    @Inject(ConnectionStore) private readonly connections: ConnectionStore,
    @Inject(Continuations) continuations: Continuations,
  ) {
    continuations.register(this);
  }

  async proceed(grant: ObtainedGrant, session: BrowserSession): Promise<string> {
    await this.connections.put(session, grant);
    return `/accounts?flow=${grant.flowId}`;
  }
}
