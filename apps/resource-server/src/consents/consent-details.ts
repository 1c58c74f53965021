import { authorizationDetailsType, RefusedDetail } from '@sandbank/consent';
import type { AuthorizationDetail } from '@sandbank/oauth';
import {
  invalidDate,
  invalidField,
  missingField,
  unexpectedField,
  type OpenBankingError,
} from '../open-banking/open-banking-error.js';
import type { ConsentForm } from './consent-form.js';

/** What the type must know besides the body. */
export interface LodgingContext {
  readonly now: Date;
  /** Base URL of the bank's API as the authorization server names it. */
  readonly resourceBase: string;
}

/**
 * Reads a body as an entry of `authorization_details`. The type itself judges it, so that both doors judge alike; what
 * it refuses is 400 in Open Banking's words, with the field at fault.
 */
export function lodgedDetails(
  form: ConsentForm,
  body: unknown,
  context: LodgingContext,
): AuthorizationDetail {
  const type = authorizationDetailsType(form.type);
  if (type === undefined) throw new Error(`${form.type} is no type of authorization details`);
  const { consent } = form.parse(body);
  const given = Object.entries(consent).filter(([, value]) => value !== undefined);
  try {
    return type.parse({ type: form.type, consent: Object.fromEntries(given) }, context);
  } catch (error) {
    throw error instanceof RefusedDetail ? inOpenBankingWords(error) : error;
  }
}

function inOpenBankingWords({ pointer, fault, received }: RefusedDetail): OpenBankingError {
  const place = placeOf(pointer);
  if (fault === 'missing') return missingField('a field is missing', place);
  if (fault === 'unknown') return unexpectedField('a field is not known here', place);
  const isDate = place.endsWith('DateTime');
  return isDate
    ? invalidDate('a date has an invalid value', place, received)
    : invalidField('a field has an invalid value', place, received);
}

/** `/consent/Initiation/…` stands in `Data`, but for `Risk`, which stands beside it. */
function placeOf(pointer: string): string {
  const path = pointer.split('/').slice(2);
  return (path[0] === 'Risk' ? path : ['Data', ...path]).join('.');
}
