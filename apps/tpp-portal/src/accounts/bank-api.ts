import { Inject, Injectable } from '@nestjs/common';
import * as openid from 'openid-client';
import { BankRegistry } from '../banks/bank-registry.js';
import type { Bank } from '../banks/bank.js';
import { LiveClients, type LiveClient } from '../banks/live-client.js';
import { upstreamFailure } from '../banks/upstream.js';
import { AccessTokenService } from '../connection/access-token.service.js';
import { ConnectionStore, type Connection } from '../connection/connection.store.js';
import { PortalError, type UpstreamAnswer } from '../portal-error.js';
import type { BrowserSession } from '../session/session.service.js';
import { ConsentStanding } from '../reauthentication/consent-standing.js';
import { consentIdOf, isSuspension } from '../reauthentication/suspended-consent.js';
import { ApiRefusal, ResourceCaller, resourceUrl } from './resource-call.js';

/** Reads a bank's API for one browser session: nonces, expired tokens and ended consents are dealt with here. */
@Injectable()
export class BankApi {
  constructor(
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(ConnectionStore) private readonly connections: ConnectionStore,
    @Inject(AccessTokenService) private readonly accessTokens: AccessTokenService,
    @Inject(ResourceCaller) private readonly resources: ResourceCaller,
    @Inject(ConsentStanding) private readonly standing: ConsentStanding,
  ) {}

  /** The JSON at a path below the resource base, or at a link of an earlier answer. Throws `PortalError`. */
  async get(session: BrowserSession | undefined, slug: string, target: string): Promise<unknown> {
    const bank = this.banks.get(slug);
    const connection = session && (await this.connections.find(session, slug));
    if (session === undefined || connection === undefined) {
      throw new PortalError('not_connected', `No account of ${bank.name} is shared yet.`);
    }
    if (connection.tokens === undefined) throw ended(bank.name);
    resourceUrl(bank, target);
    try {
      const client = await this.clients.resume(bank, connection.flowId, connection.tokens.dpopKey);
      return await this.read(client, session, connection, target);
    } catch (thrown) {
      throw await this.refusal(thrown, session, connection, bank);
    }
  }

  /** A token that the API refuses is renewed, twice at most: expired early or revoked, the token endpoint knows which. */
  private async read(
    client: LiveClient,
    session: BrowserSession,
    connection: Connection,
    target: string,
  ): Promise<unknown> {
    let held = connection;
    let renewals = 0;
    const renew = async (): Promise<void> => {
      const tokens = await this.accessTokens.refresh(client, session, held);
      if (tokens === undefined) throw new ConnectionEnded();
      held = { ...held, tokens };
      renewals += 1;
    };
    if (this.accessTokens.isSpent(connection)) await renew();
    for (;;) {
      try {
        return await this.resources.read(client, held.tokens?.accessToken ?? '', target);
      } catch (thrown) {
        if (!isTokenRefused(thrown) || renewals >= renewalsMax) throw thrown;
      }
      await renew();
    }
  }

  private async refusal(
    thrown: unknown,
    session: BrowserSession,
    connection: Connection,
    bank: Bank,
  ): Promise<unknown> {
    if (thrown instanceof PortalError) return thrown;
    const failure = upstreamFailure(thrown);
    if (await this.isSuspended(thrown, bank, connection)) {
      const detail = { flowId: connection.flowId, cause: thrown };
      const upstream = failure ?? answerOf(thrown);
      return new PortalError(
        'reauthentication_required',
        `${bank.name} wants you to sign in again before it goes on sharing.`,
        { ...detail, upstream },
      );
    }
    if (isOver(thrown)) {
      await this.connections.end(session, connection);
      this.clients.forget(connection.flowId);
      return ended(bank.name, failure ?? answerOf(thrown), connection.flowId);
    }
    if (thrown instanceof ApiRefusal) {
      const detail = { upstream: thrown.answer, flowId: connection.flowId, cause: thrown };
      return new PortalError('bank_refused', `${bank.name} did not give this data.`, detail);
    }
    if (failure === undefined) return thrown;
    const code = failure.kind === 'unavailable' ? 'bank_unavailable' : 'bank_refused';
    const detail = { upstream: failure, flowId: connection.flowId, cause: thrown };
    return new PortalError(code, failure.errorDescription, detail);
  }

  /** Whether the bank waits for its customer alone, and the connection knows the consent that it has to name. */
  private async isSuspended(thrown: unknown, bank: Bank, connection: Connection): Promise<boolean> {
    if (consentIdOf(connection.authorizationDetails) === undefined) return false;
    if (isSuspension(thrown)) return true;
    return isRefreshRefused(thrown) && this.standing.isSuspended(bank, connection);
  }
}

class ConnectionEnded extends Error {}

const renewalsMax = 2;

const answerOf = (thrown: unknown): UpstreamAnswer =>
  thrown instanceof ApiRefusal ? thrown.answer : {};

// Another challenge (insufficient_user_authentication, invalid_dpop_proof) is not about the token's life.
const isTokenRefused = (thrown: unknown): boolean =>
  thrown instanceof openid.WWWAuthenticateChallengeError &&
  thrown.status === 401 &&
  thrown.cause.some(({ parameters }) => [undefined, 'invalid_token'].includes(parameters['error']));

const isRefreshRefused = (thrown: unknown): boolean =>
  thrown instanceof openid.ResponseBodyError && thrown.error === 'invalid_grant';

/** Whether only a new consent helps: the grant is gone, or the consent is in no state to be used. */
const isOver = (thrown: unknown): boolean =>
  thrown instanceof ConnectionEnded ||
  isTokenRefused(thrown) ||
  isRefreshRefused(thrown) ||
  (thrown instanceof ApiRefusal && thrown.codes.some((code) => /\b(U009|U011)$/.test(code)));

const ended = (bankName: string, upstream?: UpstreamAnswer, flowId?: string): PortalError =>
  new PortalError(
    'reconnect_required',
    `The permission at ${bankName} has ended. Connect again to go on.`,
    {
      ...(upstream === undefined ? {} : { upstream }),
      ...(flowId === undefined ? {} : { flowId }),
    },
  );
