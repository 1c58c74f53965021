import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, statement } from '@sandbank/platform';
import { accountAccessType } from '../banks/access-request.js';
import { ConnectionStore } from '../connection/connection.store.js';
import { PaymentStore } from '../payments/payment.store.js';
import type { BrowserSession } from '../session/session.service.js';

const made = statement(
  'tpp_portal.explored_resource_made',
  `INSERT INTO tpp_portal.explored_resource (session_key, bank, resource_id, made_at)
   VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
);
const latest = statement(
  'tpp_portal.explored_resource_latest',
  `SELECT resource_id FROM tpp_portal.explored_resource
   WHERE session_key = $1 AND bank = $2 ORDER BY made_at DESC LIMIT 50`,
);

/** A consent or payment of one visitor, with where it comes from. */
export interface OwnResource {
  readonly id: string;
  readonly from: 'connection' | 'payment' | 'explorer';
}

/** Which of the demo app's consents and payments are this visitor's own. */
@Injectable()
export class ExploredResources {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ConnectionStore) private readonly connections: ConnectionStore,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
  ) {}

  async list(session: BrowserSession | undefined, bank: string): Promise<OwnResource[]> {
    if (session === undefined) return [];
    const connection = await this.connections.find(session, bank);
    const details = (connection?.authorizationDetails ?? []) as readonly Detail[];
    const payments = await this.payments.latest(session);
    const rows = await this.database.query<{ resource_id: string }>(latest, [session.key, bank]);
    return [
      ...details.flatMap(({ type, ConsentId: id }) =>
        type === accountAccessType && typeof id === 'string'
          ? [{ id, from: 'connection' as const }]
          : [],
      ),
      ...payments
        .filter((payment) => payment.bank === bank)
        .flatMap(({ consentId, receipt }) => [consentId, receipt?.domesticPaymentId])
        .flatMap((id) => (id === undefined ? [] : [{ id, from: 'payment' as const }])),
      ...rows.map(({ resource_id: id }) => ({ id, from: 'explorer' as const })),
    ];
  }

  /** Keeps the ids that a bank gave to what this visitor made. */
  async keep(session: BrowserSession, bank: string, body: unknown): Promise<void> {
    const { Data } = (body ?? {}) as { Data?: Readonly<Record<string, unknown>> };
    for (const [name, id] of Object.entries(Data ?? {})) {
      if (!/^[A-Z][A-Za-z]*Id$/.test(name) || typeof id !== 'string' || id.length > 128) continue;
      await this.database.query(made, [session.key, bank, id, this.clock.now()]);
    }
  }
}

interface Detail {
  readonly type?: unknown;
  readonly ConsentId?: unknown;
}
