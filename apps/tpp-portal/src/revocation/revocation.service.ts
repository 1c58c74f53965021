import { Inject, Injectable } from '@nestjs/common';
import { Clock, LOGGER, type Logger } from '@sandbank/platform';
import * as openid from 'openid-client';
import { BankRegistry } from '../banks/bank-registry.js';
import { LiveClients } from '../banks/live-client.js';
import { upstreamFailure, type UpstreamFailure } from '../banks/upstream.js';
import { PortalError } from '../portal-error.js';
import type { BrowserSession } from '../session/session.service.js';
import { RevocationStore, type Revocation } from './revocation.store.js';

// The longest pause is six hours; after a week the bank's own limits have ended the tokens.
const pausesSeconds = [60, 300, 1800, 7200, 21_600];
const keptSecondsMax = 7 * 24 * 3600;

/** Ends connections: the tokens are given up at once, and revoked at the bank (RFC 7009) until it confirms. */
@Injectable()
export class RevocationService {
  constructor(
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(RevocationStore) private readonly store: RevocationStore,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Forgets the connection and revokes what it held. Throws `revocation_pending` like `retry`. */
  async disconnect(session: BrowserSession, slug: string): Promise<void> {
    await this.store.request(session, this.banks.get(slug).slug);
    await this.retry(session, slug);
  }

  /**
   * Asks the bank once for all that this visitor has ended there. Throws `revocation_pending` when it did not confirm:
   * the app holds no connection any more, and asks again by itself.
   */
  async retry(session: BrowserSession, slug: string): Promise<void> {
    const bank = this.banks.get(slug);
    const revocations = await this.store.claimOfSession(session, bank.slug);
    const failures = await Promise.all(revocations.map((one) => this.attempt(one)));
    const failure = failures.find((one) => one !== undefined);
    if (failure === undefined) return;
    throw new PortalError(
      'revocation_pending',
      `${bank.name} has not confirmed yet that the permission is revoked. It will be asked again.`,
      { upstream: failure, flowId: revocations[0]?.flowId ?? '' },
    );
  }

  /** Those whose next attempt is due, in whatever process. */
  async retryDue(): Promise<void> {
    for (const revocation of await this.store.claimDue()) await this.attempt(revocation);
  }

  /** Resolves to what went wrong; a refusal of the bank's never rejects. */
  private async attempt(revocation: Revocation): Promise<UpstreamFailure | undefined> {
    try {
      await this.revoke(revocation);
      await this.store.done(revocation.revocationId);
      return undefined;
    } catch (thrown) {
      const failure = upstreamFailure(thrown);
      if (failure === undefined) throw thrown;
      await this.putOff(revocation, failure);
      return failure;
    } finally {
      this.clients.forget(revocation.flowId);
    }
  }

  private async revoke({ bank: slug, flowId, tokens }: Revocation): Promise<void> {
    const bank = this.banks.find(slug);
    // A bank that left the settings, or a seal that does not open: there is nobody to tell, or nothing to tell.
    if (bank === undefined || tokens === undefined) return;
    const { configuration } = await this.clients.resume(bank, flowId, tokens.dpopKey);
    if (configuration.serverMetadata().revocation_endpoint === undefined) return;
    const { refreshToken, accessToken } = tokens;
    // Revoking the refresh token ends its access tokens too (RFC 7009 2.1).
    await openid.tokenRevocation(configuration, refreshToken ?? accessToken, {
      token_type_hint: refreshToken === undefined ? 'access_token' : 'refresh_token',
    });
  }

  private async putOff(revocation: Revocation, failure: UpstreamFailure): Promise<void> {
    const { revocationId, attempts, requestedAt, flowId } = revocation;
    const ageSeconds = (this.clock.now().getTime() - requestedAt.getTime()) / 1000;
    if (ageSeconds > keptSecondsMax) {
      this.logger.warn({ flow_id: flowId, error: failure.error }, 'a revocation was given up');
      await this.store.done(revocationId);
      return;
    }
    const pause = pausesSeconds[Math.min(attempts, pausesSeconds.length) - 1] ?? 60;
    await this.store.postpone(revocationId, failure.errorDescription, pause);
  }
}
