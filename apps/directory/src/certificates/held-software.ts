import type { Transaction } from '@sandbank/platform';
import { nothingHere } from '../access/nothing-here.js';
import type { OrganisationEntity } from '../organisations/organisation.entity.js';
import type { SoftwareEntity } from '../software/software.entity.js';
import * as statements from '../software/software.statements.js';

/** Software with the organisation that it belongs to. */
export interface OwnSoftware {
  readonly organisation: OrganisationEntity;
  readonly software: Pick<SoftwareEntity, 'softwareId' | 'metadata'>;
}

/**
 * Holds software until the transaction ends, so that nobody withdraws it, suspends its organisation or certifies it
 * meanwhile. @throws 404 where somebody has since it was found.
 */
export async function holdSoftware(transaction: Transaction, own: OwnSoftware): Promise<void> {
  const values = [own.software.softwareId, own.organisation.organisationId];
  const held = await transaction.query(statements.lock, values);
  if (held.length === 0) throw nothingHere();
}
