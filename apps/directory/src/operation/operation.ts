import { parsedOrder, unknownInOrder, type Clock, type Database } from '@sandbank/platform';
import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { Authorities, type Rotation } from '../authority/authorities.js';
import { AuthorityKeys } from '../authority/authority-keys.js';
import { RevocationLists } from '../authority/revocation-lists.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { Organisations } from '../organisations/organisations.js';
import type { StoredSoftware } from '../software/software-catalogue.js';
import { findForOperators } from '../software/software.statements.js';

const emergency = z.boolean().default(false);
const organisation = { organisation_id: z.uuid('must be the id of an organisation') };

const operationSchema = z.discriminatedUnion('operation', [
  z.object({ operation: z.literal('authority.list') }),
  z.object({ operation: z.literal('authority.rotate'), emergency }),
  z.object({ operation: z.literal('key.list') }),
  z.object({ operation: z.literal('key.rotate'), emergency }),
  z.object({ operation: z.literal('organisation.list') }),
  z.object({ operation: z.literal('organisation.suspend'), ...organisation }),
  z.object({ operation: z.literal('organisation.reinstate'), ...organisation }),
  z.object({ operation: z.literal('software.list') }),
]);

/** What an operator works on. */
export interface Operator {
  readonly database: Database;
  readonly clock: Clock;
  /** The server's secret, under which private keys are sealed. */
  readonly secret: Buffer;
}

/** Carries out one order, wholly or not at all. Throws `OrderRefused` when it cannot be. */
export async function carryOut(
  given: unknown,
  { database, clock, secret }: Operator,
): Promise<unknown> {
  const order = parsedOrder(operationSchema, given);
  const settings = { SANDBANK_SECRET_FILE: secret };
  const sealed = new AuthorityKeys(settings);
  const lists = new RevocationLists(database, sealed, clock);
  const authorities = new Authorities(database, sealed, lists, clock);
  const keys = new SigningKeys(database, clock, settings);
  const organisations = new Organisations(database, lists, clock);
  switch (order.operation) {
    case 'authority.rotate':
      return listedAuthorities(authorities, await authorities.rotate('operator', order.emergency));
    case 'authority.list':
      return listedAuthorities(authorities);
    case 'key.rotate':
      await keys.rotate('operator', order.emergency);
      return listedKeys(keys);
    case 'key.list':
      return listedKeys(keys);
    case 'organisation.list':
      return (await organisations.all()).map(shownOrganisation);
    case 'organisation.suspend':
    case 'organisation.reinstate': {
      const status = order.operation === 'organisation.suspend' ? 'suspended' : 'active';
      const changed = await organisations.setStatus(order.organisation_id, status);
      if (changed === undefined) throw unknownInOrder('there is no such organisation');
      return [shownOrganisation(changed)];
    }
    case 'software.list':
      return listedSoftware(database, clock);
  }
}

/** All of them; what the order did to one is its `change`. */
async function listedAuthorities(
  authorities: Authorities,
  { made, removed }: Rotation = { removed: [] },
): Promise<object[]> {
  return (await authorities.all()).map((authority) => ({
    authority_id: authority.authorityId,
    subject: new X509Certificate(authority.certificate).subject.replaceAll('\n', ', '),
    state: authority.state,
    created_at: authority.createdAt,
    not_after: authority.notAfter,
    crl_number: Number(authority.crlNumber),
    crl_next_update: authority.crlNextUpdate,
    ...(authority.authorityId === made && { change: 'issues from now on' }),
    ...(removed.includes(authority.authorityId) && { change: 'distrusted by this order' }),
  }));
}

async function listedKeys(keys: SigningKeys): Promise<object[]> {
  return (await keys.all()).map((key) => ({
    kid: key.kid,
    alg: key.publicJwk.alg,
    active_from: key.activeFrom,
    removed_from: key.removedFrom,
  }));
}

const shownOrganisation = (
  each: Awaited<ReturnType<Organisations['all']>>[number] | OrganisationShown,
): object => ({
  organisation_id: each.organisationId,
  name: each.name,
  country: each.country,
  roles: each.roles,
  status: each.status,
  suspended_at: each.suspendedAt,
  ...('software' in each && { software: each.software }),
});

type OrganisationShown = NonNullable<Awaited<ReturnType<Organisations['setStatus']>>>;

async function listedSoftware(database: Database, clock: Clock): Promise<object[]> {
  const software = await database.query<
    StoredSoftware & { readonly organisationName: string; readonly certificates: number }
  >(findForOperators, [clock.now()]);
  return software.map((each) => ({
    software_id: each.softwareId,
    client_name: each.metadata.client_name,
    organisation_id: each.organisationId,
    organisation_name: each.organisationName,
    roles: each.metadata.roles,
    certificates: each.certificates,
    created_at: each.createdAt,
  }));
}
