import { domesticVrpSchema, domesticVrpTypeName, type DomesticVrp } from '@sandbank/consent';
import { z } from 'zod';
import { parseBody } from '../open-banking/request-body.js';
import type { ConsentForm } from './consent-form.js';

const request = z.strictObject({
  Data: z.strictObject({
    ReadRefundAccount: z.unknown().optional(),
    ControlParameters: z.unknown(),
    Initiation: z.unknown(),
  }),
  Risk: z.unknown(),
});

/** OBDomesticVRPConsentRequest and OBDomesticVRPConsentResponse. */
export const domesticVrpForm: ConsentForm = {
  type: domesticVrpTypeName,
  api: 'pisp',
  scope: 'payments',
  path: 'domestic-vrp-consents',
  isIdempotent: true,
  isRevocable: true,
  parse: (body) => {
    const { Data, Risk } = parseBody(request, body);
    return { consent: { ...Data, Risk } };
  },
  show: (details) => {
    const { Risk, ...data } = (details as DomesticVrp).consent;
    return { data, risk: Risk };
  },
  // Nothing uses it up; were it so, it would be over like one whose time is.
  statusCodes: { CONSUMED: 'EXPD' },
  described: {
    name: 'DomesticVrpConsent',
    tag: 'Variable recurring payments',
    noun: 'a consent to variable recurring payments',
    statuses: ['AWAU', 'AUTH', 'CANC', 'EXPD', 'RJCT'],
    data: domesticVrpSchema.shape.consent.omit({ Risk: true }).shape,
    risk: domesticVrpSchema.shape.consent.shape.Risk,
    example: {
      data: {
        ControlParameters: {
          ValidToDateTime: '2027-03-01T00:00:00+00:00',
          MaximumIndividualAmount: { Amount: '50.00', Currency: 'GBP' },
          PeriodicLimits: [
            {
              PeriodType: 'Month',
              PeriodAlignment: 'Calendar',
              ...{ Amount: '200.00', Currency: 'GBP' },
            },
          ],
          VRPType: ['UK.OBIE.VRPType.Sweeping'],
          PSUAuthenticationMethods: ['UK.OBIE.SCANotRequired'],
        },
        Initiation: {
          CreditorAccount: {
            SchemeName: 'UK.OBIE.SortCodeAccountNumber',
            Identification: '40000012345678',
            Name: 'My Savings',
          },
        },
      },
      risk: {},
    },
  },
};
