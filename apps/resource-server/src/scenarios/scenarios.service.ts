import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { authorizationDetailsType } from '@sandbank/consent';
import { Clock, Database } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { tooManyCalls, unknownResource } from '../open-banking/open-banking-error.js';
import type { ActiveScenario } from '../seed/scenario.schema.js';
import { circumstancesOf } from './circumstances.js';
import { arrangeClosing, countCall } from './scenarios.statements.js';

/** Does to a call what the bank does to its customer on purpose, and leaves closed accounts out of it. */
@Injectable()
export class ScenariosService implements BeforeApplicationShutdown {
  private readonly closing = new AbortController();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * Resolves to the authorization without accounts that are closed. Throws 429 for a customer whose calls are limited,
   * 400 when the path names a closed account.
   */
  async meet(
    authorization: ResourceAuthorization,
    accountId: string | undefined,
  ): Promise<ResourceAuthorization> {
    const circumstances = circumstancesOf(authorization.circumstances);
    if (circumstances === undefined) return authorization;
    const { scenario, closedAccountIds } = circumstances;
    await this.throttle(scenario, authorization);
    await this.slowDown(scenario);
    await this.beginClosing(scenario, authorization);
    if (accountId !== undefined && closedAccountIds.includes(accountId.toLowerCase())) {
      throw unknownResource('the account is closed', 'AccountId', accountId);
    }
    return withoutAccounts(authorization, new Set(closedAccountIds));
  }

  /** A call that waits holds nothing but itself; a server that ends waits for nobody. */
  private async slowDown({ slowMilliseconds }: ActiveScenario): Promise<void> {
    if (slowMilliseconds === undefined) return;
    const { signal } = this.closing;
    await pause(slowMilliseconds, undefined, { signal }).catch(() => undefined);
  }

  private async throttle(
    { throttle }: ActiveScenario,
    { subject, clientId }: ResourceAuthorization,
  ): Promise<void> {
    if (throttle === undefined) return;
    const now = this.clock.now();
    const { calls, seconds } = throttle;
    const [counted] = await this.database.query<{ calls: number; window_began_at: Date }>(
      countCall,
      [subject, clientId, now, calls, seconds],
    );
    if (counted === undefined || counted.calls <= calls) return;
    const left = counted.window_began_at.getTime() / 1000 + seconds - now.getTime() / 1000;
    throw tooManyCalls(`at most ${calls} in ${seconds} seconds`, Math.max(1, Math.ceil(left)));
  }

  /** The first read under a consent starts the time that an account has left. */
  private async beginClosing(
    { closes }: ActiveScenario,
    { consents }: ResourceAuthorization,
  ): Promise<void> {
    if (closes === undefined) return;
    if (!consents.some((one) => givesAccess(one) && one.accountIds.includes(closes.accountId)))
      return;
    const at = new Date(this.clock.now().getTime() + closes.afterSeconds * 1000);
    await this.database.query(arrangeClosing, [closes.accountId, at]);
  }

  beforeApplicationShutdown(): void {
    this.closing.abort();
  }
}

const givesAccess = ({ type }: { readonly type: string }): boolean =>
  authorizationDetailsType(type)?.access !== undefined;

/** Consents of access lose what is closed; to pay from a closed account is refused where payments are made. */
function withoutAccounts(
  authorization: ResourceAuthorization,
  closed: ReadonlySet<string>,
): ResourceAuthorization {
  if (closed.size === 0) return authorization;
  const consents = authorization.consents.map((consent) =>
    givesAccess(consent)
      ? { ...consent, accountIds: consent.accountIds.filter((id) => !closed.has(id)) }
      : consent,
  );
  return { ...authorization, consents, consent: consents[0] };
}
