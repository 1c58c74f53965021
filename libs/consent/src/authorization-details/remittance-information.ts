import { z } from 'zod';
import { dateTime, printable } from './fields.js';

const documentCodes = [
  ...['CINV', 'CNFA', 'CONT', 'CREN', 'DEBN', 'DISP', 'DNFA', 'HIRI'],
  ...['INVS', 'MSIN', 'PROF', 'PUOR', 'QUOT', 'SBIN', 'SPRR', 'TISH'],
] as const;
const vrpDocumentCodes = [
  ...documentCodes,
  ...['USAR', 'AROI', 'BOLD', 'CMCN', 'SOAC', 'TSUT', 'VCHR'],
] as const;
const referenceCodes = ['DISP', 'FXDR', 'PUOR', 'RPIN', 'RADM', 'SCOR'] as const;

/** No more than that of what the documents do not limit. */
const entriesMax = 5;
const few = <Entry extends z.ZodType>(entry: Entry, most = entriesMax) =>
  z.array(entry).max(most, 'has too many entries');

const structured = (codes: readonly string[]) =>
  z
    .strictObject({
      ReferredDocumentInformation: few(
        z
          .strictObject({
            Code: z.enum(codes),
            Issuer: printable(35),
            Number: printable(35),
            RelatedDate: dateTime,
            LineDetails: few(printable(140)),
          })
          .partial(),
      ),
      ReferredDocumentAmount: z.int32(),
      CreditorReferenceInformation: z
        .strictObject({
          Code: z.enum(referenceCodes),
          Issuer: printable(35),
          Reference: printable(35),
        })
        .partial(),
      Invoicer: printable(256),
      Invoicee: printable(256),
      TaxRemittance: printable(140),
      AdditionalRemittanceInformation: few(printable(140), 3),
    })
    .partial();

const remittance = (codes: readonly string[]) =>
  z
    .strictObject({
      Structured: few(structured(codes)),
      Unstructured: few(printable(140)),
    })
    .partial();

/** What a payment is for: the payee reads the first unstructured line. */
export const remittanceInformation = remittance(documentCodes)
  .meta({ id: 'RemittanceInformation' })
  .optional();

/** The same within variable recurring payments, whose document knows more kinds of papers. */
export const vrpRemittanceInformation = remittance(vrpDocumentCodes)
  .meta({ id: 'VrpRemittanceInformation' })
  .optional();
