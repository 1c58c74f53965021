import {
  fundsConfirmationSchema,
  fundsConfirmationTypeName,
  type FundsConfirmation,
} from '@sandbank/consent';
import { z } from 'zod';
import { parseBody } from '../open-banking/request-body.js';
import type { ConsentForm } from './consent-form.js';

const request = z.strictObject({
  Data: z.strictObject({ DebtorAccount: z.unknown(), ExpirationDateTime: z.unknown().optional() }),
});

/** OBFundsConfirmationConsent1 and OBFundsConfirmationConsentResponse1. */
export const fundsConfirmationForm: ConsentForm = {
  type: fundsConfirmationTypeName,
  api: 'cbpii',
  scope: 'fundsconfirmations',
  path: 'funds-confirmation-consents',
  isIdempotent: false,
  isRevocable: true,
  parse: (body) => ({ consent: parseBody(request, body).Data }),
  show: (details) => {
    const { DebtorAccount, ExpirationDateTime } = (details as FundsConfirmation).consent;
    return { data: { DebtorAccount, ExpirationDateTime } };
  },
  // Nothing uses it up; were it so, it would be over like one whose time is.
  statusCodes: { CONSUMED: 'EXPD' },
  described: {
    name: 'FundsConfirmationConsent',
    tag: 'Confirmation of funds',
    noun: 'a consent to confirmations of funds',
    statuses: ['AWAU', 'AUTH', 'CANC', 'EXPD', 'RJCT'],
    data: fundsConfirmationSchema.shape.consent.shape,
    example: {
      data: {
        DebtorAccount: {
          SchemeName: 'UK.OBIE.SortCodeAccountNumber',
          Identification: '00122012345678',
        },
        ExpirationDateTime: '2027-03-01T00:00:00+00:00',
      },
    },
  },
};
