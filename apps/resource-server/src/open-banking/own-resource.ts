import { isUuid } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { invalidField, notCovered, unknownResource } from './open-banking-error.js';

/** What a row says of whose it is. */
interface Owned {
  readonly client_id: string;
  readonly consent_id: string;
}

/**
 * The resource that a path names in `parameter`, as the bank knows it: for the client that made it, or for a token of its
 * consent. 400 for what is no id and for one that names nothing, 403 for that of somebody else.
 */
export async function ownResource<Row extends Owned>(
  parameter: string,
  id: string,
  { bank, clientId, subject, consents }: ResourceAuthorization,
  find: (id: string, bank: string) => Promise<Row | undefined>,
): Promise<Row> {
  if (!isUuid(id)) throw invalidField(`${parameter} is malformed`, parameter, id);
  const row = await find(id, bank);
  if (row === undefined) throw unknownResource('there is no such resource', parameter);
  const isItsOwn =
    row.client_id === clientId &&
    (subject === undefined || consents.some(({ consentId }) => consentId === row.consent_id));
  if (!isItsOwn) throw notCovered('the resource is that of another consent', parameter);
  return row;
}
