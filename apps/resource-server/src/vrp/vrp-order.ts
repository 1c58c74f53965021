import {
  localInstrument,
  money,
  namedAccount,
  postalAddress,
  printable,
  riskSchema,
  supplementaryData,
  vrpInitiationSchema,
  vrpRemittanceInformation,
  vrpUltimateParty,
} from '@sandbank/consent';
import { z } from 'zod';
import { parseBody } from '../open-banking/request-body.js';

const word = z.string().min(1).max(128);

/** What is paid this time, and to whom. */
export const instructionSchema = z.strictObject({
  InstructionIdentification: printable(35),
  EndToEndIdentification: printable(35),
  RemittanceInformation: vrpRemittanceInformation,
  LocalInstrument: localInstrument.optional(),
  InstructedAmount: money,
  CreditorPostalAddress: postalAddress.optional(),
  CreditorAccount: namedAccount(70),
  UltimateCreditor: vrpUltimateParty.optional(),
  SupplementaryData: supplementaryData.optional(),
});

/** OBDomesticVRPRequest. */
export const vrpOrderSchema = z.strictObject({
  Data: z.strictObject({
    ConsentId: z.string().min(1).max(128),
    PSUAuthenticationMethod: word,
    PSUInteractionType: z.enum(['InSession', 'OffSession']).optional(),
    VRPType: word,
    Initiation: vrpInitiationSchema,
    Instruction: instructionSchema,
  }),
  Risk: riskSchema,
});

/** One payment that an app orders under a consent to payments within limits. */
export type VrpPaymentOrder = z.output<typeof vrpOrderSchema>;

/** Reads the body of an order; 400 that names the field at fault. */
export const vrpOrder = (body: unknown): VrpPaymentOrder => parseBody(vrpOrderSchema, body);
