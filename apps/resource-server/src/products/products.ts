import { z } from 'zod';
import { accountDataStatement } from '../account-data/account-data.js';
import type { AccountData, AccountDataRow } from '../account-data/account-data.js';
import { exampleAccountId } from '../account-data/account-data.example.js';

/** What kind of product it is, as the standard sorts them. */
export const productTypes = [
  'BusinessCurrentAccount',
  'CommercialCreditCard',
  'Other',
  'PersonalCurrentAccount',
] as const;

const terms = z.record(z.string(), z.json());

const productSchema = z
  .strictObject({
    AccountId: z.uuid(),
    ProductId: z.string().min(1).max(40),
    ProductName: z.string().min(1).max(350),
    ProductType: z.enum(productTypes),
    PCA: terms.optional().describe('Fees, charges and rates of a personal current account.'),
    BCA: terms.optional().describe('Fees, charges and rates of a business current account.'),
    OtherProductType: terms.optional().describe('Fees, charges and rates of any other product.'),
  })
  .meta({ id: 'Product' });
type ProductResource = z.output<typeof productSchema>;

interface ProductRow extends AccountDataRow {
  readonly id: string;
  readonly name: string;
  readonly product_type: ProductResource['ProductType'];
  readonly details: Pick<ProductResource, 'PCA' | 'BCA' | 'OtherProductType'>;
}

/** OBReadProduct2: what product an account is, with its fees, charges and rates. */
export const products: AccountData<ProductRow, ProductResource> = {
  resource: 'products',
  paths: { all: 'products', ofAccount: 'product' },
  member: 'Product',
  statement: accountDataStatement(
    'products',
    ['name', 'product_type', 'details'],
    // An account is called after its product; one that is not is of the standard product for its kind.
    `LATERAL (
       SELECT p.id, p.name, p.product_type, p.details FROM resource_server.product p
       WHERE p.bank_slug = a.bank_slug AND (p.name = a.description
         OR (p.is_standard AND p.type_code = a.type_code AND p.category = a.category))
       ORDER BY p.name = a.description DESC, p.id LIMIT 1) r ON true`,
  ),
  toResource: (row) => ({
    AccountId: row.account_id,
    ProductId: row.id,
    ProductName: row.name,
    ProductType: row.product_type,
    ...row.details,
  }),
  words: {
    tag: 'Products',
    all: 'What products the chosen accounts are',
    ofAccount: 'What product an account is',
  },
  schema: productSchema,
  example: {
    AccountId: exampleAccountId,
    ProductId: 'harbour-current',
    ProductName: 'Harbour Current',
    ProductType: 'PersonalCurrentAccount',
    PCA: { ProductDetails: { Segment: ['General'], MonthlyMaximumCharge: '20.00' } },
  },
};
