import { Inject, Injectable } from '@nestjs/common';
import { ControlClient } from './control.client.js';
import { listedClients, shownClient, type ListedClient } from './control-documents.js';
import { partly, type Missing } from './partly.js';
import { RegisterClient, type RegisteredSoftware } from './register.client.js';

/** A client of a bank as operators see it: what it is, and whose. */
export interface OperatedClient {
  readonly clientId: string;
  readonly name: string;
  readonly status: 'active' | 'frozen';
  readonly statusReason: string | null;
  readonly statusChangedAt: string | null;
  readonly statusChangedBy: string | null;
  /** What binds its tokens. */
  readonly constraint: 'dpop' | 'mtls';
  readonly authentication: string;
  /** As the directory knows it; absent for clients that came another way. */
  readonly organisation?: { id: string; name: string; status: 'active' | 'suspended' };
}

/** One client with all that it registered. */
export interface OperatedClientDetail extends OperatedClient {
  readonly metadata: Readonly<Record<string, unknown>>;
}

const known = new Set([
  ...['issuer', 'client_id', 'status', 'status_reason', 'status_changed_at', 'status_changed_by'],
]);

/** The clients of banks, with the organisations that the directory names. */
@Injectable()
export class OperatedClients {
  constructor(
    @Inject(ControlClient) private readonly control: ControlClient,
    @Inject(RegisterClient) private readonly register: RegisterClient,
  ) {}

  /** Throws what `ControlClient` throws; without the directory they have no organisations. */
  async list(
    bank: string,
    interactionId: string,
  ): Promise<{ clients: readonly OperatedClient[]; silent: readonly Missing[] }> {
    const asked = this.control.send([bank, 'clients'], { interactionId, answer: listedClients });
    const [{ clients }, software] = await Promise.all([
      asked,
      partly('directory', this.register.software()),
    ]);
    const named = clients.map((client) => operated(client, software.told));
    return { clients: named, silent: software.silent };
  }

  async find(
    bank: string,
    clientId: string,
    interactionId: string,
  ): Promise<{ client: OperatedClientDetail; silent: readonly Missing[] }> {
    const asked = this.control.send([bank, 'clients', clientId], {
      ...{ interactionId, answer: shownClient },
    });
    const [shown, software] = await Promise.all([
      asked,
      partly('directory', this.register.software()),
    ]);
    const metadata = Object.fromEntries(Object.entries(shown).filter(([name]) => !known.has(name)));
    const client = operated({ ...shown, metadata }, software.told);
    return { client: { ...client, metadata }, silent: software.silent };
  }
}

function operated(
  { metadata, ...client }: ListedClient,
  software: ReadonlyMap<string, RegisteredSoftware> | undefined,
): OperatedClient {
  const text = (name: string): string | undefined => {
    const value = metadata[name];
    return typeof value === 'string' ? value : undefined;
  };
  const own = software?.get(text('software_id') ?? '');
  return {
    clientId: client.client_id,
    name: text('client_name') ?? client.client_id,
    status: client.status,
    statusReason: client.status_reason,
    statusChangedAt: client.status_changed_at,
    statusChangedBy: client.status_changed_by,
    constraint: metadata['tls_client_certificate_bound_access_tokens'] === true ? 'mtls' : 'dpop',
    authentication: text('token_endpoint_auth_method') ?? 'private_key_jwt',
    ...(own !== undefined && {
      organisation: {
        ...{ id: own.organisation_id, name: own.organisation_name },
        status: own.organisation_status,
      },
    }),
  };
}
