import { Inject, Injectable } from '@nestjs/common';
import type { Bank } from '../banks/bank.js';
import { LiveClients, type LiveClient } from '../banks/live-client.js';
import { AccessTokenService } from '../connection/access-token.service.js';
import { ConnectionStore } from '../connection/connection.store.js';
import { PaymentSender } from '../payments/payment-sender.js';
import { paymentOrder } from '../payments/payment-wish.js';
import { PaymentStore } from '../payments/payment.store.js';
import { PortalError } from '../portal-error.js';
import { ClientTokens } from '../rejections/client-token.js';
import type { BrowserSession } from '../session/session.service.js';
import type { ApiOperation } from './api-operation.js';
import type { GrantKind } from './offered.js';

/** Something that the demo app may call with. No token in it. */
export interface ExplorerGrant {
  /** `connection`, `client`, or the id of a payment. */
  readonly id: string;
  readonly kind: GrantKind;
  readonly words: string;
  readonly flowId?: string;
  /** What goes with it, for the operations that want it. */
  readonly order?: { readonly idempotencyKey: string; readonly body: unknown };
}

/** Who calls, and with which token. */
export interface Holder {
  readonly client: LiveClient;
  readonly accessToken: string;
  /** The journey that the call is recorded with. */
  readonly flowId?: string;
}

/** The grants of one browser session, and the tokens behind them, which never leave the back end. */
@Injectable()
export class ExplorerGrants {
  constructor(
    @Inject(ConnectionStore) private readonly connections: ConnectionStore,
    @Inject(PaymentStore) private readonly payments: PaymentStore,
    @Inject(AccessTokenService) private readonly accessTokens: AccessTokenService,
    @Inject(PaymentSender) private readonly sender: PaymentSender,
    @Inject(LiveClients) private readonly clients: LiveClients,
    @Inject(ClientTokens) private readonly tokens: ClientTokens,
  ) {}

  async list(session: BrowserSession | undefined, bank: Bank): Promise<ExplorerGrant[]> {
    const connection = session && (await this.connections.find(session, bank.slug));
    const payments = session === undefined ? [] : await this.payments.latest(session);
    const { customerName } = connection?.tokens ?? {};
    return [
      ...(connection?.tokens === undefined
        ? []
        : [
            {
              ...{ id: 'connection', kind: 'connection' as const, flowId: connection.flowId },
              words: `What ${customerName ?? 'the customer'} shares`,
            },
          ]),
      ...payments.flatMap(({ paymentId, wish, consentId, flowId, tokens, status, ...payment }) =>
        payment.bank !== bank.slug ||
        tokens === undefined ||
        status !== 'ready' ||
        !consentId ||
        !flowId
          ? []
          : [
              {
                ...{ id: paymentId, kind: 'payment' as const, flowId },
                words: `The payment of £${wish.amount} to ${wish.payee.name}`,
                // The key that the payment's own page uses: sent here and there, it is one payment.
                order: {
                  idempotencyKey: flowId,
                  body: paymentOrder(paymentId, wish, consentId),
                },
              },
            ],
      ),
      { id: 'client', kind: 'client', words: `${bank.clientName} itself, for no customer` },
    ];
  }

  /** Throws `PortalError` for a grant that this session does not have, and what a failed refresh throws. */
  async hold(
    session: BrowserSession | undefined,
    bank: Bank,
    id: string,
    operation: ApiOperation,
  ): Promise<Holder> {
    if (id === 'client') {
      const client = await this.clients.ofService(bank);
      const scope = operation.clientScopes.includes('accounts') ? 'accounts' : 'payments';
      return { client, accessToken: await this.tokens.of(client, scope) };
    }
    if (session === undefined) throw notConnected(bank);
    return id === 'connection' ? this.connection(session, bank) : this.payment(session, bank, id);
  }

  /** Begins the next call of the app itself with a new token: a key or a secret may have changed at the bank. */
  forget({ client, flowId }: Holder): void {
    if (flowId === undefined) this.tokens.forget(client);
  }

  private async connection(session: BrowserSession, bank: Bank): Promise<Holder> {
    const connection = await this.connections.find(session, bank.slug);
    if (connection?.tokens === undefined) throw notConnected(bank);
    const { flowId } = connection;
    const client = await this.clients.resume(bank, flowId, connection.tokens.dpopKey);
    const tokens = this.accessTokens.isSpent(connection)
      ? await this.accessTokens.refresh(client, session, connection)
      : connection.tokens;
    if (tokens === undefined) throw notConnected(bank);
    return { client, accessToken: tokens.accessToken, flowId };
  }

  private async payment(session: BrowserSession, bank: Bank, id: string): Promise<Holder> {
    const payment = await this.payments.find(session, id);
    if (
      payment?.tokens === undefined ||
      payment.flowId === undefined ||
      payment.bank !== bank.slug
    ) {
      throw new PortalError('unknown_payment', 'No payment of this browser waits to be sent.');
    }
    const { flowId, tokens } = payment;
    const client = await this.clients.resume(bank, flowId, tokens.dpopKey);
    const { accessToken } = await this.sender.usable(client, session, payment, tokens);
    return { client, accessToken, flowId };
  }
}

const notConnected = ({ name }: Bank): PortalError =>
  new PortalError('not_connected', `No account of ${name} is shared yet.`);
