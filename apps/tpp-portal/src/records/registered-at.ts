import { isUuid } from '@sandbank/platform';
import { PortalError } from '../portal-error.js';
import type { ClientAtBank } from './records.client.js';

/** The client of an application at one bank. Throws `not_recorded` where it has none there. */
export function registeredAt(clients: readonly ClientAtBank[], bank: string): ClientAtBank {
  const client = clients.find((one) => one.bank === bank);
  if (client !== undefined) return client;
  throw new PortalError('not_recorded', 'The application is not registered at this bank.');
}

/** An id of the records. Throws `not_recorded` for what can be none. */
export function recordId(id: string): string {
  if (isUuid(id)) return id;
  throw new PortalError('not_recorded', 'Nothing of this application has this id.');
}
