import type { ResourceConsent } from '@sandbank/consent';
import { may } from '../open-banking/consented.js';
import { permissionRow, type AccountInformationResource } from './permission-table.js';

/** Leaves out of a resource what its reader may not see. */
export type Projection = <Resource extends object>(whole: Resource) => Resource;

/**
 * What a consent leaves of a resource, by the permission table. Fields that it may take away are optional in the types
 * of resources, so that what remains is still one. Without a consent every such field is hidden.
 */
function permittedFields(
  resource: AccountInformationResource,
  consent: ResourceConsent | undefined,
): Projection {
  const { fields = {}, cardNumbers = [] } = permissionRow(resource);
  const hidden = new Set(
    Object.entries(fields).flatMap(([field, permission]) =>
      consent !== undefined && may(consent, permission) ? [] : [field],
    ),
  );
  const masked = consent !== undefined && may(consent, 'ReadPAN') ? [] : cardNumbers;
  if (hidden.size === 0 && masked.length === 0) return (whole) => whole;
  return <Resource extends object>(whole: Resource) =>
    Object.fromEntries(
      Object.entries(whole)
        .filter(([field]) => !hidden.has(field))
        .map(([field, value]) => [field, masked.includes(field) ? withMaskedCards(value) : value]),
    ) as Resource;
}

/** The projection of each account behind a call, by its own consent. */
export function permittedFieldsOf(
  resource: AccountInformationResource,
  accounts: ReadonlyMap<string, ResourceConsent>,
): (accountId: string) => Projection {
  const made = new Map<string, Projection>();
  return (accountId) => {
    const known = made.get(accountId) ?? permittedFields(resource, accounts.get(accountId));
    made.set(accountId, known);
    return known;
  };
}

interface Card {
  readonly Identification: string;
}

/** A card as an account identification has it, or as the instrument of a purchase. */
const isCard = (value: unknown): value is Card => {
  if (typeof value !== 'object' || value === null || !('Identification' in value)) return false;
  return 'CardSchemeName' in value || ('SchemeName' in value && value.SchemeName === 'UK.OBIE.PAN');
};

function withMaskedCards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withMaskedCards);
  if (!isCard(value)) return value;
  return { ...value, Identification: maskedCardNumber(value.Identification) };
}

/** The last four digits: all that may be shown without ReadPAN. */
export const maskedCardNumber = (cardNumber: string): string =>
  `${'x'.repeat(Math.max(0, cardNumber.length - 4))}${cardNumber.slice(-4)}`;
