import { Inject, Injectable } from '@nestjs/common';
import { sha256, uuidV7 } from '@sandbank/crypto';
import { Clock } from '@sandbank/platform';
import { requireAll } from '../banks/bank-client.js';
import { BankRegistry, type Bank } from '../banks/bank-registry.js';
import { LiveClients } from '../banks/live-client.js';
import { upstreamFailure, type UpstreamFailure } from '../banks/upstream.js';
import { ConnectionStore } from '../connection/connection.store.js';
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
import { redirectChecks, returnChecks } from './journey-checks.js';
import { JourneyLog } from './journey-log.js';

/** Where the browser goes after the callback. */
export type Landing =
  | { readonly outcome: 'connected'; readonly bank: string; readonly flowId: string }
  | { readonly outcome: 'failed'; readonly flowId: string }
  | { readonly outcome: 'unknown-state' };

/** The consent journey of the demo app, as a FAPI 2.0 client (SP-5.3.3). */
@Injectable()
export class JourneyService {
  constructor(
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(ConnectionStore) private readonly connections: ConnectionStore,
    @Inject(Vault) private readonly vault: Vault,
    @Inject(JourneyLog) private readonly log: JourneyLog,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Pushes an authorization request and resolves to the address for the browser. Throws `PortalError`. */
  async start(
    slug: string,
    session: BrowserSession,
  ): Promise<{ flowId: string; authorizationUrl: string }> {
    const bank = this.banks.get(slug);
    const flowId = uuidV7(this.clock.now());
    const kept = await newJourneySecrets();
    await this.flows.insert({
      flowId,
      session,
      bank: slug,
      stateDigest: sha256(kept.state),
      sealedSecrets: this.vault.seal(kept, flowPlace(flowId)),
    });
    try {
      const client = await this.clients.begin(bank, flowId, kept.dpopKey);
      const url = await pushAuthorizationRequest(client, kept, this.clock.now());
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

  /** Takes the customer back: checks the answer, exchanges the code, keeps the tokens. Never throws for a bad answer. */
  async finish(query: URLSearchParams, session: BrowserSession | undefined): Promise<Landing> {
    const state = query.get('state');
    const claimed =
      session && state !== null ? await this.flows.claimReturn(sha256(state), session) : undefined;
    if (session === undefined || claimed === undefined) return { outcome: 'unknown-state' };
    const { flow_id: flowId } = claimed;
    try {
      const bank = this.banks.get(claimed.bank);
      const kept = journeySecrets.parse(this.vault.open(claimed.sealed_secrets, flowPlace(flowId)));
      const checks = returnChecks(query, bank);
      await this.log.cameBack(flowId, bank, query, checks);
      requireAll(checks);
      const client = await this.clients.resume(bank, flowId, kept.dpopKey);
      const made = await exchangeCode(client, query, kept, this.clock.now());
      await this.connections.put(session, made);
      await this.flows.end(flowId);
      return { outcome: 'connected', bank: bank.slug, flowId };
    } catch (thrown) {
      await this.fail(flowId, thrown);
      return { outcome: 'failed', flowId };
    }
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
