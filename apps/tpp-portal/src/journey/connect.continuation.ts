import { Inject, Injectable } from '@nestjs/common';
import { readUserInfo } from '../banks/userinfo.js';
import { ConnectionStore } from '../connection/connection.store.js';
import type { BrowserSession } from '../session/session.service.js';
import { connectAction } from './actions.js';
import { Continuations, type JourneyContinuation, type ObtainedGrant } from './continuations.js';

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
    await this.keep(grant, session);
    return `/accounts?flow=${grant.flowId}`;
  }

  /** Stores the connection with the name to greet; throws where userinfo speaks of somebody else. */
  async keep(grant: ObtainedGrant, session: BrowserSession): Promise<void> {
    const { client, tokens } = grant;
    const known =
      tokens.subject === undefined
        ? undefined
        : await readUserInfo(client, tokens.accessToken, tokens.subject);
    await this.connections.put(session, {
      ...grant,
      tokens: { ...tokens, customerName: known?.name },
    });
  }
}
