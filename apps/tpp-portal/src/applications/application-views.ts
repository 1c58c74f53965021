import type { Member } from '../identity/member.js';
import type { Application } from './application.store.js';
import type { ApplicationClient } from './registration/application-clients.js';

/** A client at a bank as its developers see it: without the token. */
export const clientView = (client: ApplicationClient, application: Application) => ({
  bank: client.bank,
  clientId: client.clientId,
  registeredAt: client.registeredAt.toISOString(),
  state: stateOf(client, application),
  metadata: client.metadata,
  ...(client.problem === undefined ? {} : { problem: client.problem }),
});

/** An application as its developers see it. */
export const applicationView = (
  application: Application,
  clients: readonly ApplicationClient[],
  member: Member,
) => ({
  id: application.id,
  organisation: {
    id: application.organisationId,
    name: member.organisations.find(({ id }) => id === application.organisationId)?.name ?? '',
  },
  name: application.name,
  softwareId: application.softwareId,
  profile: application.profile,
  roles: application.roles,
  redirectUris: application.redirectUris,
  createdAt: application.createdAt.toISOString(),
  changedAt: application.changedAt.toISOString(),
  ending: application.endingAt !== undefined,
  clients: clients
    .filter(({ applicationId }) => applicationId === application.id)
    .map((client) => clientView(client, application)),
});

export type ClientView = ReturnType<typeof clientView>;
export type ApplicationView = ReturnType<typeof applicationView>;

/** `behind`: the bank has not heard of the last change; `lost`: it no longer knows the portal's token. */
function stateOf(
  { access, problem, revision, unsureSince }: ApplicationClient,
  application: Application,
): 'current' | 'behind' | 'lost' {
  if (access === undefined || problem?.error === 'registration_lost') return 'lost';
  return unsureSince !== undefined || revision < application.revision ? 'behind' : 'current';
}
