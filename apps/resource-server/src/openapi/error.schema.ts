import { z } from 'zod';
import { openBankingCodes, type OpenBankingCode } from '../open-banking/open-banking-error.js';

const codes = Object.keys(openBankingCodes) as [OpenBankingCode, ...OpenBankingCode[]];

/** What a refusal says, but for 401, which has no body. */
export const errorSchema = z
  .strictObject({
    Id: z.uuid().describe('The interaction id of the call.'),
    Code: z
      .string()
      .regex(/^\d{3}( [A-Za-z-]+)?$/)
      .describe('Status of the answer and its name.'),
    Message: z.string().min(1).max(500),
    Errors: z
      .array(
        z.strictObject({
          ErrorCode: z
            .enum(codes)
            .describe(codes.map((code) => `\`${code}\`: ${openBankingCodes[code]}.`).join('\n')),
          Message: z.string().min(1).max(500),
          Path: z
            .string()
            .max(500)
            .optional()
            .describe('Field, parameter or header at fault, such as `Data.Initiation`.'),
          Url: z.url().describe('A page that explains the code.'),
        }),
      )
      .min(1),
  })
  .meta({ id: 'ErrorResponse' });
