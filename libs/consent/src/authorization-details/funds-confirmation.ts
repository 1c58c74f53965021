import { z } from 'zod';
import type { AuthorizationDetailsType, ParseContext } from './authorization-details-type.js';
import type { ConsentDescription } from './consent-description.js';
import { enrich } from './enrichment.js';
import { dateTime, locations, locationsAt } from './fields.js';
import { assertFuture, assertSame, within } from './narrowing.js';
import { account } from './payment-fields.js';
import { parseWith } from './refusal.js';
import { accountInWords, expiryInWords } from './wording.js';

export const fundsConfirmationTypeName = 'urn:sandbank:funds-confirmation:v1';

const api = 'cbpii';

/** Leave to ask for confirmations as it stands on the wire. */
export const fundsConfirmationSchema = z.strictObject({
  type: z.literal(fundsConfirmationTypeName),
  locations,
  consent: z.strictObject({
    DebtorAccount: account(350),
    ExpirationDateTime: dateTime.optional(),
  }),
});

/** Leave to ask whether one account holds enough, as a client asks for it and as it is granted. */
export type FundsConfirmation = z.infer<typeof fundsConfirmationSchema>;

function parse(value: unknown, context: ParseContext): FundsConfirmation {
  const { now, path = '' } = context;
  const details = parseWith(fundsConfirmationSchema, value, path);
  const { ExpirationDateTime } = details.consent;
  assertFuture(ExpirationDateTime, now, `${path}/consent/ExpirationDateTime`);
  return { ...details, locations: locationsAt(api, details.locations, context) };
}

/** It is about one account, and can only end sooner. */
function narrow(
  granted: FundsConfirmation,
  requested: FundsConfirmation,
  path = '',
): FundsConfirmation {
  const [given, asked, at] = [granted.consent, requested.consent, `${path}/consent`];
  assertSame(given.DebtorAccount, asked.DebtorAccount, `${at}/DebtorAccount`);
  const { DebtorAccount } = given;
  const ending = within('ExpirationDateTime', given, asked, 'not later', at);
  return { ...granted, consent: { DebtorAccount, ...ending } };
}

function describe({ consent }: FundsConfirmation): ConsentDescription {
  const { Identification: identification } = consent.DebtorAccount;
  const text = accountInWords(identification);
  return {
    clusters: [],
    expiry: expiryInWords(consent.ExpirationDateTime),
    fundsCheck: { account: text },
    account: { identification, text },
  };
}

/** Confirmation of funds (CoF): yes or no to whether an account holds a sum, and never how much it holds. */
export const fundsConfirmation: AuthorizationDetailsType<FundsConfirmation> = {
  type: fundsConfirmationTypeName,
  scope: 'fundsconfirmations',
  api,
  entriesMax: 1,
  accountsMax: 1,
  singleUse: false,
  jsonSchema: z.toJSONSchema(fundsConfirmationSchema),
  parse,
  narrow,
  enrich,
  describe,
  expiresAt: ({ consent }) =>
    consent.ExpirationDateTime === undefined ? undefined : new Date(consent.ExpirationDateTime),
};
