import { z } from 'zod';
import { accountDataStatement, ofAccount } from '../account-data/account-data.js';
import type { AccountData, AccountDataRow } from '../account-data/account-data.js';
import { exampleAccountId } from '../account-data/account-data.example.js';
import { accountIdentification } from '../accounts/account.schema.js';

const beneficiarySchema = z
  .strictObject({
    AccountId: z.uuid(),
    BeneficiaryId: z.uuid(),
    BeneficiaryType: z.enum(['Trusted', 'Ordinary']),
    Reference: z.string().min(1).max(35).optional(),
    CreditorAccount: accountIdentification
      .optional()
      .describe('With `ReadBeneficiariesDetail` alone.'),
  })
  .meta({ id: 'Beneficiary' });
type BeneficiaryResource = z.output<typeof beneficiarySchema>;

interface BeneficiaryRow extends AccountDataRow {
  readonly id: string;
  readonly beneficiary_type: BeneficiaryResource['BeneficiaryType'];
  readonly reference: string | null;
  readonly creditor_name: string;
  readonly creditor_scheme_name: AccountScheme;
  readonly creditor_identification: string;
}
type AccountScheme = z.output<typeof accountIdentification>['SchemeName'];

/** OBReadBeneficiary5: whom a customer pays, as they saved it. */
export const beneficiaries: AccountData<BeneficiaryRow, BeneficiaryResource> = {
  resource: 'beneficiaries',
  paths: { all: 'beneficiaries', ofAccount: 'beneficiaries' },
  member: 'Beneficiary',
  statement: accountDataStatement(
    'beneficiaries',
    [
      ...['beneficiary_type', 'reference', 'creditor_name'],
      ...['creditor_scheme_name', 'creditor_identification'],
    ],
    ofAccount('beneficiary'),
  ),
  toResource: (row) => ({
    AccountId: row.account_id,
    BeneficiaryId: row.id,
    BeneficiaryType: row.beneficiary_type,
    ...(row.reference === null ? {} : { Reference: row.reference }),
    CreditorAccount: {
      SchemeName: row.creditor_scheme_name,
      Identification: row.creditor_identification,
      Name: row.creditor_name,
    },
  }),
  words: {
    tag: 'Beneficiaries',
    all: 'The payees saved for the chosen accounts',
    ofAccount: 'The payees saved for an account',
  },
  schema: beneficiarySchema,
  example: {
    AccountId: exampleAccountId,
    BeneficiaryId: '0193a5f0-7a10-7b3c-8d41-5e9f0a2b6c71',
    BeneficiaryType: 'Ordinary',
    Reference: 'RENT FLAT 4',
    CreditorAccount: {
      SchemeName: 'UK.OBIE.SortCodeAccountNumber',
      Identification: '00122076543210',
      Name: 'Tideway Lettings',
    },
  },
};
