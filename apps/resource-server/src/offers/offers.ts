import { z } from 'zod';
import { accountDataStatement, ofAccount } from '../account-data/account-data.js';
import type { AccountData, AccountDataRow } from '../account-data/account-data.js';
import { exampleAccountId } from '../account-data/account-data.example.js';
import { money } from '../ledger/money.js';
import { isoDateTime } from '../open-banking/date-time.js';
import { dateTime } from '../openapi/envelope.schema.js';
import { amountSchema } from '../openapi/money.schema.js';

const rate = z.string().regex(/^-?\d{1,3}(\.\d{1,4})?$/);

const offerSchema = z
  .strictObject({
    AccountId: z.uuid(),
    OfferId: z.uuid(),
    OfferType: z.enum([
      'BalanceTransfer',
      'LimitIncrease',
      'MoneyTransfer',
      'Other',
      'PromotionalRate',
    ]),
    Description: z.string().min(1).max(500),
    StartDateTime: dateTime,
    EndDateTime: dateTime,
    Rate: rate.optional().describe('Per cent a year.'),
    Term: z.string().min(1).max(500).optional(),
    Amount: amountSchema.optional(),
    Fee: amountSchema.optional(),
  })
  .meta({ id: 'Offer' });
type OfferResource = z.output<typeof offerSchema>;

interface OfferRow extends AccountDataRow {
  readonly id: string;
  readonly offer_type: OfferResource['OfferType'];
  readonly description: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly rate: string | null;
  readonly term: string | null;
  readonly amount_minor: string | null;
  readonly fee_minor: string | null;
}

/** OBReadOffer1: what the bank offers the holder of an account, until the day it ends. */
export const offers: AccountData<OfferRow, OfferResource> = {
  resource: 'offers',
  paths: { all: 'offers', ofAccount: 'offers' },
  member: 'Offer',
  statement: accountDataStatement(
    'offers',
    [
      ...['offer_type', 'description', 'starts_at', 'ends_at'],
      ...['rate', 'term', 'amount_minor', 'fee_minor'],
    ],
    ofAccount('offer'),
  ),
  toResource: (row, now) =>
    row.ends_at < now
      ? undefined
      : {
          AccountId: row.account_id,
          OfferId: row.id,
          OfferType: row.offer_type,
          Description: row.description,
          StartDateTime: isoDateTime(row.starts_at),
          EndDateTime: isoDateTime(row.ends_at),
          ...(row.rate === null ? {} : { Rate: row.rate }),
          ...(row.term === null ? {} : { Term: row.term }),
          ...(row.amount_minor === null ? {} : { Amount: money(row.amount_minor, row.currency) }),
          ...(row.fee_minor === null ? {} : { Fee: money(row.fee_minor, row.currency) }),
        },
  words: {
    tag: 'Offers',
    all: 'What the bank offers for the chosen accounts',
    ofAccount: 'What the bank offers for an account',
  },
  schema: offerSchema,
  example: {
    AccountId: exampleAccountId,
    OfferId: '0193a5f0-7a10-7f70-8185-92d34e6fa0b5',
    OfferType: 'LimitIncrease',
    Description: 'A higher credit limit for your card',
    StartDateTime: '2026-11-01T00:00:00+00:00',
    EndDateTime: '2027-01-01T00:00:00+00:00',
    Amount: { Amount: '4500.00', Currency: 'GBP' },
  },
};
