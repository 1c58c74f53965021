import {
  apiCodeOf,
  statusReasonOf,
  type ClientConsent,
  type ConsentStatus,
} from '@sandbank/consent';
import { isoDateTime } from '../open-banking/date-time.js';
import { onePage, type Envelope } from '../open-banking/envelope.js';
import type { ConsentForm } from './consent-form.js';

/** Codes for states that one kind of consent reports otherwise. */
export type ApiStatus = Partial<Record<ConsentStatus, string>>;

/** Why a consent does not count, where its code alone does not say (OBStatusReason). */
export interface StatusReason {
  readonly StatusReasonCode: string;
  readonly StatusReasonDescription: string;
}

/** What every kind of consent shows. */
export interface ConsentData {
  readonly ConsentId: string;
  readonly CreationDateTime: string;
  readonly Status: string;
  readonly StatusReason?: readonly StatusReason[];
  readonly StatusUpdateDateTime: string;
}

/** The body of an answer about one consent. */
export type ConsentEnvelope = Envelope<ConsentData> & { readonly Risk?: object };

/** A consent as the API shows it; `self` is its URL. */
export function consentResource(
  consent: ClientConsent,
  form: ConsentForm,
  self: string,
): ConsentEnvelope {
  const { data, risk } = form.show(consent.details);
  const Data = {
    ConsentId: consent.consentId,
    CreationDateTime: isoDateTime(consent.createdAt),
    Status: form.statusCodes?.[consent.status] ?? apiCodeOf(consent.status),
    ...reasonOf(consent.status),
    StatusUpdateDateTime: isoDateTime(consent.since),
    ...data,
  };
  const { Links, Meta } = onePage(Data, self);
  return { Data, ...(risk !== undefined && { Risk: risk }), Links, Meta };
}

function reasonOf(status: ConsentStatus): Pick<ConsentData, 'StatusReason'> {
  const StatusReasonCode = statusReasonOf(status);
  if (StatusReasonCode === undefined) return {};
  const StatusReasonDescription = 'the customer must authenticate again';
  return { StatusReason: [{ StatusReasonCode, StatusReasonDescription }] };
}
