import type { AuthorizationDetail } from '@sandbank/oauth';
import { z } from 'zod';
import type { ApiStatus } from './consent.resource.js';
import type { DescribedConsent } from './consent.schema.js';

/** What may stand beside the initiation of a payment, left to the type to judge. */
export const unreadBesideInitiation = {
  ReadRefundAccount: z.unknown().optional(),
  Authorisation: z.unknown().optional(),
  SCASupportData: z.unknown().optional(),
};

/** What a client sends to lodge a consent, taken apart: the outer shape was read, the type has yet to judge it. */
export interface LodgedForm {
  /** `consent` of an authorization detail of the type. */
  readonly consent: Readonly<Record<string, unknown>>;
}

/** One kind of consent at Open Banking's own door: how its bodies map to an authorization detail and back. */
export interface ConsentForm {
  /** The authorization details type. */
  readonly type: string;
  readonly api: 'aisp' | 'pisp' | 'cbpii';
  readonly scope: string;
  /** Last segment of the path of the collection. */
  readonly path: string;
  /** True where a request that comes again under its `x-idempotency-key` makes nothing new. */
  readonly isIdempotent: boolean;
  /** True where a client may give the consent back. */
  readonly isRevocable: boolean;
  /** Reads a body; 400 that names the field at fault. Values are left to the type. */
  parse(body: unknown): LodgedForm;
  /** What a response shows of it: the part of `Data` that is the type's own, and `Risk` where there is one. */
  show(details: AuthorizationDetail): { readonly data: object; readonly risk?: object };
  /** What the API calls a state of this kind of consent where that is not what it calls it otherwise. */
  readonly statusCodes?: ApiStatus;
  /** What the API's own document says of it; without it a test fails. */
  readonly described?: DescribedConsent;
}
