import {
  besideInitiation,
  domesticPaymentTypeName,
  initiationSchema,
  riskSchema,
  type DomesticPayment,
} from '@sandbank/consent';
import { z } from 'zod';
import { parseBody } from '../open-banking/request-body.js';
import { unreadBesideInitiation, type ConsentForm } from './consent-form.js';

const request = z.strictObject({
  Data: z.strictObject({ ...unreadBesideInitiation, Initiation: z.unknown() }),
  Risk: z.unknown(),
});

/** OBWriteDomesticConsent4 and OBWriteDomesticConsentResponse5. */
export const domesticPaymentForm: ConsentForm = {
  type: domesticPaymentTypeName,
  api: 'pisp',
  scope: 'payments',
  path: 'domestic-payment-consents',
  isIdempotent: true,
  isRevocable: false,
  parse: (body) => {
    const { Data, Risk } = parseBody(request, body);
    return { consent: { ...Data, Risk } };
  },
  show: (details) => {
    const { Risk, ...data } = (details as DomesticPayment).consent;
    return { data, risk: Risk };
  },
  // The standard knows four states of a payment's consent: one that can never pay any more was rejected.
  statusCodes: { REVOKED: 'RJCT', EXPIRED: 'RJCT', SUSPENDED: 'RJCT' },
  described: {
    name: 'DomesticPaymentConsent',
    tag: 'Domestic payments',
    noun: 'a consent to one payment',
    statuses: ['AWAU', 'AUTH', 'COND', 'RJCT'],
    data: { ...besideInitiation, Initiation: initiationSchema },
    risk: riskSchema,
    example: {
      data: {
        Initiation: {
          InstructionIdentification: 'T-1',
          EndToEndIdentification: 'E2E-1',
          InstructedAmount: { Amount: '12.50', Currency: 'GBP' },
          CreditorAccount: {
            SchemeName: 'UK.OBIE.SortCodeAccountNumber',
            Identification: '40000012345678',
            Name: 'A Friend',
          },
          RemittanceInformation: { Unstructured: ['Dinner'] },
        },
      },
      risk: { PaymentContextCode: 'TransferToThirdParty' },
    },
  },
};
