import { Inject, Injectable } from '@nestjs/common';
import { OutgoingError, sendJson, type JsonAnswer, type JsonRequest } from '@sandbank/platform';
import { z } from 'zod';
import { PortalError } from '../../portal-error.js';
import { BankDirectory, type ListedBank } from './bank-directory.js';

const registered = z.looseObject({
  client_id: z.string().min(1).max(200),
  registration_access_token: z.string().min(1).max(2000).optional(),
  registration_client_uri: z.url({ protocol: /^https$/ }).optional(),
});

/** A client as the bank answered. */
export interface RegisteredClient {
  readonly clientId: string;
  readonly uri: string;
  readonly token: string;
  /** All that it answered but the token. */
  readonly metadata: Readonly<Record<string, unknown>>;
}
/** Where a client is managed, and with what. */
export type RegistrationAccess = Pick<RegisteredClient, 'uri' | 'token'>;

/** Registration at a bank (RFC 7591) and what can be done with one later (RFC 7592). */
@Injectable()
export class RegistrationClient {
  constructor(@Inject(BankDirectory) private readonly banks: BankDirectory) {}

  async create(bank: ListedBank, body: unknown): Promise<RegisteredClient> {
    const url = await this.banks.registrationEndpoint(bank);
    const answer = await this.send(bank, url, { method: 'POST', body });
    if (answer.status !== 201) throw refusalOf(bank, answer);
    const read = registered.required().safeParse(answer.value);
    // The token goes to the place that the bank names: to the bank, that is, and nowhere else.
    if (!read.success || new URL(read.data.registration_client_uri).origin !== new URL(url).origin)
      throw unreadable(bank);
    return clientOf(read.data, { uri: read.data.registration_client_uri, token: '' });
  }

  async replace(
    bank: ListedBank,
    access: RegistrationAccess,
    body: unknown,
  ): Promise<RegisteredClient> {
    return this.managed(bank, access, { method: 'PUT', body });
  }

  /** Undefined when the bank does not know the token (any more). */
  async read(bank: ListedBank, access: RegistrationAccess): Promise<RegisteredClient | undefined> {
    return this.managed(bank, access, { method: 'GET' }).catch((thrown: unknown) => {
      if (isUnknownToken(thrown)) return undefined;
      throw thrown;
    });
  }

  /** True when the bank has removed it; false when it does not know the token (any more). */
  async remove(bank: ListedBank, access: RegistrationAccess): Promise<boolean> {
    const answer = await this.send(bank, access.uri, { method: 'DELETE' }, access.token);
    if (answer.status === 204) return true;
    if ([401, 404].includes(answer.status)) return false;
    throw refusalOf(bank, answer);
  }

  private async managed(
    bank: ListedBank,
    access: RegistrationAccess,
    request: JsonRequest,
  ): Promise<RegisteredClient> {
    const answer = await this.send(bank, access.uri, request, access.token);
    if (answer.status !== 200) throw refusalOf(bank, answer);
    const read = registered.safeParse(answer.value);
    if (!read.success) throw unreadable(bank);
    return clientOf(read.data, access);
  }

  private async send(
    bank: ListedBank,
    url: string,
    request: JsonRequest,
    token?: string,
  ): Promise<JsonAnswer> {
    const { destinations } = this.banks;
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    return sendJson(url, { ...request, headers }, { destinations }).catch((cause: unknown) => {
      if (!(cause instanceof OutgoingError)) throw cause;
      throw new PortalError('bank_unavailable', `${bank.name} does not answer.`, { cause });
    });
  }
}

/** Whether a refusal says that the registration token is of no use (RFC 7592 2). A frozen client's still is: 403. */
export const isUnknownToken = (thrown: unknown): boolean =>
  thrown instanceof PortalError && thrown.detail.upstream?.status === 401;

// An answer that names no new token or place lets the old ones stand (RFC 7592 3).
function clientOf(read: z.output<typeof registered>, old: RegistrationAccess): RegisteredClient {
  const { registration_access_token: token, ...metadata } = read;
  const uri = old.token === '' ? (metadata.registration_client_uri ?? old.uri) : old.uri;
  return { clientId: read.client_id, uri, token: token ?? old.token, metadata };
}

const unreadable = (bank: ListedBank): PortalError =>
  new PortalError('bank_unavailable', `${bank.name} answered something that cannot be read.`);

function refusalOf(bank: ListedBank, { status, headers, value = {} }: JsonAnswer): PortalError {
  const text = (found: unknown): string | undefined =>
    typeof found === 'string' ? found.slice(0, 500) : undefined;
  const upstream = {
    status,
    error: text(value['error']),
    errorDescription: text(value['error_description']),
    interactionId: text(headers['x-fapi-interaction-id']),
  };
  return status >= 500
    ? new PortalError('bank_unavailable', `${bank.name} has a fault of its own.`, { upstream })
    : new PortalError('bank_refused', `${bank.name} refused this.`, { upstream });
}
