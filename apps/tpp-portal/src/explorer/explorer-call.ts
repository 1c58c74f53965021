import { isUuid } from '@sandbank/platform';
import { z } from 'zod';
import type { HeaderList, RecordedRequest } from '../flow/hop.js';
import type { Deviation } from './api-documents.js';

/** What a visitor fills in. */
export const explorerCall = z.strictObject({
  operation: z.string().max(120),
  grant: z.union([
    z.enum(['connection', 'client']),
    z.string().refine(isUuid, 'is the id of no payment'),
  ]),
  parameters: z.record(z.string().max(80), z.string().max(1000)).default({}),
  /** JSON. */
  body: z.unknown().optional(),
  /** Said by the visitor to what the call leaves behind at the bank. */
  confirmed: z.boolean().default(false),
});

export type ExplorerCall = z.output<typeof explorerCall>;

/** How a call went, secrets masked. */
export interface ExplorerAnswer {
  readonly request?: RecordedRequest;
  readonly response: {
    readonly status: number;
    readonly headers: HeaderList;
    readonly body?: {
      readonly mediaType: string;
      readonly text: string;
      readonly truncated: boolean;
    };
  };
  readonly durationMilliseconds?: number;
  readonly interactionId?: string;
  /** Where it is recorded with the journey that it belongs to. */
  readonly hop?: { readonly flowId: string; readonly number: number };
  /** What is not as documented, on either side. */
  readonly deviations: {
    readonly request: readonly Deviation[];
    readonly response: readonly Deviation[];
  };
}
