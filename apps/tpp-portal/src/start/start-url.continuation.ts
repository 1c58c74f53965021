import { Inject, Injectable } from '@nestjs/common';
import { BankApi } from '../accounts/bank-api.js';
import { startUrlAction } from '../journey/actions.js';
import { ConnectContinuation } from '../journey/connect.continuation.js';
import {
  Continuations,
  type JourneyContinuation,
  type ObtainedGrant,
} from '../journey/continuations.js';
import type { BrowserSession } from '../session/session.service.js';

/** Ends a journey of the start URL with one call of the API, and shows what came of it. */
@Injectable()
export class StartUrlContinuation implements JourneyContinuation {
  readonly action = startUrlAction;

  constructor(
    @Inject(ConnectContinuation) private readonly connect: ConnectContinuation,
    @Inject(BankApi) private readonly api: BankApi,
    @Inject(Continuations) continuations: Continuations,
  ) {
    continuations.register(this);
  }

  async proceed(grant: ObtainedGrant, session: BrowserSession): Promise<string> {
    await this.connect.keep(grant, session);
    await this.api.get(session, grant.bank, grant.client.bank.resourceUrl);
    return this.pathAfterFailure(grant.flowId);
  }

  pathAfterFailure(flowId: string): string {
    return `/start/${flowId}`;
  }
}
