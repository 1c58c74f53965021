import { Inject, Injectable } from '@nestjs/common';
import { sha256, uuidV7 } from '@sandbank/crypto';
import { Clock } from '@sandbank/platform';
import { accountAccess } from '../banks/access-request.js';
import { BankRegistry, type Bank } from '../banks/bank-registry.js';
import { requireAll } from '../banks/checking.js';
import { LiveClients } from '../banks/live-client.js';
import { upstreamFailure, type UpstreamFailure } from '../banks/upstream.js';
import { FlowStore } from '../flow/flow.store.js';
import { PortalError } from '../portal-error.js';
import type { BrowserSession } from '../session/session.service.js';
import { Vault } from '../vault.js';
import {
  journeySecrets,
  newJourneySecrets,
  pushAuthorizationRequest,
} from './authorization-request.js';
import { exchangeCode } from './code-exchange.js';
import { Continuations } from './continuations.js';
import { redirectChecks, returnChecks } from './journey-checks.js';
import { JourneyLog } from './journey-log.js';
import type { JourneyPlan, Resume, StartedJourney } from './journey-plan.js';

/** Where the browser goes after the callback, and whose journey that was. */
export interface Landing {
  readonly path: string;
  readonly flowId?: string;
}

/** The consent journey of the demo app, as a FAPI 2.0 client (SP-5.3.3). */
@Injectable()
export class JourneyService {
  constructor(
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(Continuations) private readonly continuations: Continuations,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(JourneyLog) private readonly log: JourneyLog,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Pushes an authorization request and resolves to the address for the browser. Throws `PortalError`. */
  async start(plan: JourneyPlan): Promise<StartedJourney> {
    const bank = this.banks.get(plan.bank);
    const now = this.clock.now();
    const flowId = uuidV7(now);
    const access = plan.access ?? accountAccess(bank, now);
    const kept = await newJourneySecrets(bank, { ...plan, access }, now);
    await this.flows.insert({
      flowId,
      session: plan.session,
      bank: bank.slug,
      stateDigest: sha256(kept.state),
      sealedSecrets: this.vault.seal(kept, flowPlace(flowId)),
    });
    try {
      const client = await this.clients.begin(bank, flowId, kept.dpopKey);
      const url = await pushAuthorizationRequest(client, kept);
      const checks = redirectChecks(url, bank.clientId);
      await this.log.sentToBank(flowId, url, checks);
      requireAll(checks);
      await this.flows.redirected(flowId);
      return { flowId, authorizationUrl: url.href };
    } catch (thrown) {
      const failure = await this.fail(flowId, thrown);
      throw refusal(bank, flowId, failure, thrown);
    }
  }

  /** Takes the customer back: checks the answer, exchanges the code, goes on as planned. Never throws for a bad answer. */
  async finish(query: URLSearchParams, session: BrowserSession | undefined): Promise<Landing> {
    const state = query.get('state');
    const claimed =
      session && state !== null ? await this.flows.claimReturn(sha256(state), session) : undefined;
    if (session === undefined || claimed === undefined) {
      return { path: '/journey-error?reason=unknown_state' };
    }
    const { flow_id: flowId } = claimed;
    const opened = journeySecrets.safeParse(
      this.vault.open(claimed.sealed_secrets, flowPlace(flowId)),
    );
    try {
      const kept = journeySecrets.parse(opened.data);
      const bank = this.banks.get(claimed.bank);
      const checks = returnChecks(query, bank);
      await this.log.cameBack(flowId, bank, query, checks);
      requireAll(checks);
      const client = await this.clients.resume(bank, flowId, kept.dpopKey);
      const grant = await exchangeCode(client, query, kept, this.clock.now());
      const path = await this.continuations
        .get(kept.resume.action)
        .proceed(grant, session, kept.resume);
      await this.flows.end(flowId);
      return { path, flowId };
    } catch (thrown) {
      await this.fail(flowId, thrown);
      return { path: this.pathAfterFailure(flowId, opened.data?.resume), flowId };
    }
  }

  private pathAfterFailure(flowId: string, resume: Resume | undefined): string {
    const chosen =
      resume && this.continuations.get(resume.action).pathAfterFailure?.(flowId, resume);
    return chosen ?? `/journey-error?flow=${flowId}`;
  }

  private async fail(flowId: string, thrown: unknown): Promise<UpstreamFailure> {
    this.clients.forget(flowId);
    const failure = upstreamFailure(thrown);
    if (failure === undefined) this.log.unforeseen(flowId, thrown);
    const told = failure ?? ourFault;
    await this.flows.end(flowId, {
      error: told.error,
      description: told.errorDescription,
      interactionId: told.interactionId,
    });
    return told;
  }
}

const ourFault: UpstreamFailure = {
  kind: 'unavailable',
  error: 'server_error',
  errorDescription: 'Something went wrong in the portal itself.',
};

const flowPlace = (flowId: string): string => `flow ${flowId}`;

function refusal(
  bank: Bank,
  flowId: string,
  failure: UpstreamFailure,
  cause: unknown,
): PortalError {
  return failure.kind === 'unavailable'
    ? new PortalError('bank_unavailable', `${bank.name} cannot be reached right now.`, {
        upstream: failure,
        flowId,
        cause,
      })
    : new PortalError('bank_refused', `${bank.name} did not accept the request.`, {
        upstream: failure,
        flowId,
        cause,
      });
}
