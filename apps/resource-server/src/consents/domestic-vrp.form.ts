import { domesticVrpTypeName, type DomesticVrp } from '@sandbank/consent';
import { z } from 'zod';
import { parseBody } from '../open-banking/request-body.js';
import type { ConsentForm } from './consent-form.js';

const request = z.strictObject({
  Data: z.strictObject({ ControlParameters: z.unknown(), Initiation: z.unknown() }),
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
    const { ControlParameters, Initiation } = Data;
    return { consent: { ControlParameters, Initiation, Risk } };
  },
  show: (details) => {
    const { ControlParameters, Initiation, Risk } = (details as DomesticVrp).consent;
    return { data: { ControlParameters, Initiation }, risk: Risk };
  },
};
