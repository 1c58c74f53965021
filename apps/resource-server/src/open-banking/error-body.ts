import { STATUS_CODES } from 'node:http';
import type { OpenBankingCode } from './open-banking-error.js';

/** OBErrorResponse1. */
export interface ErrorBody {
  readonly Id: string;
  readonly Code: string;
  readonly Message: string;
  readonly Errors: readonly {
    readonly ErrorCode: OpenBankingCode;
    readonly Message: string;
    readonly Path?: string;
    readonly Url: string;
  }[];
}

/** What a refusal tells the caller: `Id` is the interaction id, `Url` leads to the explanation of the code. */
export function errorBody(refusal: {
  readonly interactionId: string;
  readonly status: number;
  readonly code: OpenBankingCode;
  readonly message: string;
  readonly path?: string | undefined;
  readonly portalUrl: string;
}): ErrorBody {
  const { interactionId, status, code, message, path, portalUrl } = refusal;
  return {
    Id: interactionId,
    Code: `${status} ${(STATUS_CODES[status] ?? '').replaceAll(' ', '')}`.trim(),
    Message: message,
    Errors: [
      {
        ErrorCode: code,
        Message: message,
        ...(path === undefined ? {} : { Path: path }),
        Url: `${portalUrl}/errors/${code}`,
      },
    ],
  };
}
