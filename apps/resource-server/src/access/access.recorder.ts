import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { ResourceConsent } from '@sandbank/consent';
import { uuidV7 } from '@sandbank/crypto';
import { OAuthError } from '@sandbank/oauth';
import { Clock, Database, LOGGER, statement, type Logger } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import type { CustomerCircumstances } from '../open-banking/customer-headers.js';

const flushEveryMilliseconds = 250;
const rowsPerStatement = 500;
/** Beyond this the oldest records of a database that does not answer are let go. */
const queueMax = 20_000;

const insert = statement(
  'access_record.insert',
  `INSERT INTO resource_server.access_record
   SELECT * FROM jsonb_populate_recordset(NULL::resource_server.access_record, $1::jsonb)`,
);

/** One reading of customer data. */
export interface Access {
  readonly authorization: ResourceAuthorization;
  readonly customer: CustomerCircumstances;
  /** Method and route, not the URL. */
  readonly endpoint: string;
  readonly accountId: string | undefined;
  /** Those that decided what was read: each is told of it. */
  readonly consents: readonly ResourceConsent[];
}

/**
 * Keeps who read what, when, and whether the customer was present. Written in batches behind the answer: a call
 * never waits for it, and a process that is killed loses at most the last quarter of a second.
 */
@Injectable()
export class AccessRecorder implements BeforeApplicationShutdown {
  private queue: object[] = [];
  private flushing: Promise<void> = Promise.resolve();
  private readonly timer: NodeJS.Timeout;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.timer = setInterval(() => void this.flush(), flushEveryMilliseconds);
    this.timer.unref();
  }

  /** One record for each consent behind the call, or one without. */
  record({ consents, ...access }: Access): void {
    const at = this.clock.now();
    const ids = consents.map(({ consentId }) => consentId);
    for (const consentId of ids.length === 0 ? [undefined] : ids) this.add(access, consentId, at);
  }

  private add(
    { authorization, customer, endpoint, accountId }: Omit<Access, 'consents'>,
    consentId: string | undefined,
    at: Date,
  ): void {
    if (this.queue.length >= queueMax) this.queue.shift();
    this.queue.push({
      id: uuidV7(at),
      occurred_at: at,
      bank_slug: authorization.bank,
      client_id: authorization.clientId,
      customer_id: authorization.subject,
      consent_id: consentId,
      grant_id: authorization.grantId,
      account_id: accountId,
      endpoint,
      interaction_id: authorization.interactionId,
      customer_present: customer.isPresent,
      customer_ip_address: customer.ipAddress,
      customer_user_agent: customer.userAgent,
      customer_authenticated_at: customer.authenticatedAt,
    });
  }

  /** Writes what is queued; what could not be written is tried again. */
  flush(): Promise<void> {
    this.flushing = this.flushing.then(() => this.write());
    return this.flushing;
  }

  private async write(): Promise<void> {
    while (this.queue.length > 0) {
      const rows = this.queue.slice(0, rowsPerStatement);
      this.queue = this.queue.slice(rowsPerStatement);
      try {
        await this.database.query(insert, [JSON.stringify(rows)]);
      } catch (error) {
        // Only a database that did not answer is asked again: what it refused, it would refuse for ever.
        if (error instanceof OAuthError) this.queue = [...rows, ...this.queue];
        this.logger.warn({ err: error, rows: rows.length }, 'access could not be recorded');
        return;
      }
    }
  }

  /** Before, not on: by then the pool has ended. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }
}
