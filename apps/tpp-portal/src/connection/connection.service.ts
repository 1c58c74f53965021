import { Inject, Injectable } from '@nestjs/common';
import { BankRegistry } from '../banks/bank-registry.js';
import { RevocationStore } from '../revocation/revocation.store.js';
import type { BrowserSession } from '../session/session.service.js';
import { ConnectionStore } from './connection.store.js';

/** A bank as the visitor sees it: where it is, and whether Tally is connected to it. No token in it. */
export interface BankView {
  readonly slug: string;
  readonly name: string;
  readonly issuer: string;
  readonly resourceBase: string;
  readonly clientId: string;
  readonly clientName: string;
  readonly connection?: {
    readonly active: boolean;
    readonly flowId: string;
    readonly connectedAt: string;
    readonly accessTokenExpiresAt: string;
    readonly authorizationDetails: readonly unknown[];
    /** Of the customer, as the bank told it. */
    readonly customerName?: string;
  };
  /** A revocation that the bank has not confirmed. */
  readonly pendingRevocation?: {
    readonly requestedAt: string;
    readonly nextAttemptAt: string;
    readonly error?: string;
  };
}

/** The visitor's connections. */
@Injectable()
export class ConnectionService {
  constructor(
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(ConnectionStore) private readonly connections: ConnectionStore,
    @Inject(RevocationStore) private readonly revocations: RevocationStore,
  ) {}

  async list(session: BrowserSession | undefined): Promise<BankView[]> {
    return Promise.all(
      this.banks.list().map(async (bank) => {
        const held = session && (await this.connections.find(session, bank.slug));
        const pending = session && (await this.revocations.pending(session, bank.slug));
        return {
          slug: bank.slug,
          name: bank.name,
          issuer: bank.issuer,
          resourceBase: bank.resourceBase,
          clientId: bank.clientId,
          clientName: bank.clientName,
          ...(held && {
            connection: {
              active: held.tokens !== undefined,
              flowId: held.flowId,
              connectedAt: held.connectedAt.toISOString(),
              accessTokenExpiresAt: held.accessTokenExpiresAt.toISOString(),
              authorizationDetails: held.authorizationDetails,
              ...(held.tokens?.customerName && { customerName: held.tokens.customerName }),
            },
          }),
          ...(pending && {
            pendingRevocation: {
              requestedAt: pending.requestedAt.toISOString(),
              nextAttemptAt: pending.nextAttemptAt.toISOString(),
              ...(pending.error !== null && { error: pending.error }),
            },
          }),
        };
      }),
    );
  }
}
