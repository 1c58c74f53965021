import type { Address, PartyResource } from './party.schema.js';

/** A customer, with how they are reached as far as the bank knows. */
export interface PartyRow {
  readonly customer_id: string;
  readonly name: string;
  readonly party_number: string | null;
  readonly full_legal_name: string | null;
  readonly legal_structure: string | null;
  readonly email_address: string | null;
  readonly phone: string | null;
  readonly mobile: string | null;
  readonly address: Address | null;
}

/** A holder of an account. */
export interface HolderRow extends PartyRow {
  readonly account_id: string;
  readonly holder_name: string;
}

/** The customer alone, as they stand in the bank's books. */
export const partyResource = (row: PartyRow): PartyResource => ({
  PartyId: row.customer_id,
  ...(row.party_number === null ? {} : { PartyNumber: row.party_number }),
  PartyType: 'Sole',
  Name: row.name,
  ...(row.full_legal_name === null ? {} : { FullLegalName: row.full_legal_name }),
  ...(row.legal_structure === null ? {} : { LegalStructure: row.legal_structure }),
  ...(row.email_address === null ? {} : { EmailAddress: row.email_address }),
  ...(row.phone === null ? {} : { Phone: row.phone }),
  ...(row.mobile === null ? {} : { Mobile: row.mobile }),
  ...(row.address === null ? {} : { Address: [row.address] }),
});

/** Each holder of an account; of several, each holds it jointly. `apiUrl` is that of the account information API. */
export const holderResources = (rows: readonly HolderRow[], apiUrl: string): PartyResource[] =>
  rows.map((row) => ({
    ...partyResource(row),
    PartyType: rows.length > 1 ? ('Joint' as const) : ('Sole' as const),
    ...asHolder(row, apiUrl),
  }));

/** Whom an account belongs to: its holder, or its holders together, who are reached where all of them are. */
export function accountPartyResource(rows: readonly HolderRow[], apiUrl: string): PartyResource {
  const [first, ...others] = rows;
  if (first === undefined) throw new RangeError('an account has a holder');
  if (others.length === 0) return { ...partyResource(first), ...asHolder(first, apiUrl) };
  const { address } = first;
  const home = JSON.stringify(address);
  return {
    PartyId: first.account_id,
    PartyType: 'Joint',
    Name: first.holder_name,
    FullLegalName: rows.map((row) => row.full_legal_name ?? row.name).join(' & '),
    ...(first.legal_structure === null ? {} : { LegalStructure: first.legal_structure }),
    ...asHolder(first, apiUrl),
    ...(address === null || others.some((other) => JSON.stringify(other.address) !== home)
      ? {}
      : { Address: [address] }),
  };
}

const asHolder = ({ account_id: id }: HolderRow, apiUrl: string) => ({
  AccountRole: 'UK.OBIE.Principal' as const,
  Relationships: { Account: { Related: `${apiUrl}/accounts/${id}`, Id: id } },
});
