import { accountAccessSchema, accountAccessTypeName, type AccountAccess } from '@sandbank/consent';
import { z } from 'zod';
import { parseBody } from '../open-banking/request-body.js';
import type { ConsentForm } from './consent-form.js';

const request = z.strictObject({
  Data: z.strictObject({
    Permissions: z.unknown(),
    ExpirationDateTime: z.unknown().optional(),
    TransactionFromDateTime: z.unknown().optional(),
    TransactionToDateTime: z.unknown().optional(),
  }),
  Risk: z.strictObject({}),
});

/** OBReadConsent1 and OBReadConsentResponse1. */
export const accountAccessForm: ConsentForm = {
  type: accountAccessTypeName,
  api: 'aisp',
  scope: 'accounts',
  path: 'account-access-consents',
  isIdempotent: false,
  isRevocable: true,
  parse: (body) => ({ consent: parseBody(request, body).Data }),
  show: (details) => {
    const { consent } = details as AccountAccess;
    const { Permissions, ExpirationDateTime, TransactionFromDateTime, TransactionToDateTime } =
      consent;
    return {
      data: { Permissions, ExpirationDateTime, TransactionFromDateTime, TransactionToDateTime },
      risk: {},
    };
  },
  // Nothing uses it up; were it so, it would be over like one whose time is.
  statusCodes: { CONSUMED: 'EXPD' },
  described: {
    name: 'AccountAccessConsent',
    tag: 'Account access',
    noun: 'a consent to account access',
    statuses: ['AWAU', 'AUTH', 'CANC', 'EXPD', 'RJCT'],
    data: accountAccessSchema.shape.consent.omit({ Purpose: true }).shape,
    risk: z.strictObject({}),
    example: {
      data: {
        Permissions: ['ReadAccountsDetail', 'ReadBalances'],
        ExpirationDateTime: '2027-03-01T00:00:00+00:00',
      },
      risk: {},
    },
  },
};
