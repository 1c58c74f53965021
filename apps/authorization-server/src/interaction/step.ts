import type { HeldGrant } from '@sandbank/consent';
import { invalidRequest, type ClientMetadata } from '@sandbank/oauth';
import type { Issuer } from '../issuer/issuer.js';
import type { Interaction } from './interaction.js';
import type { JourneyModel } from './views/journey.js';

export type StepName = 'login' | 'code' | 'consent' | 'cancel';

/** What a browser asks for: a page, a decision or a way out; the last two may come again after the decision. */
export type WantedStep = 'login' | 'code' | 'consent' | 'decision' | 'cancel';

/** One request of a customer's browser within an interaction, checked. */
export interface Step {
  readonly issuer: Issuer;
  readonly interaction: Interaction;
  readonly client: ClientMetadata;
  /** The grant that is to be added to or replaced; once the customer has signed in, it is the customer's own. */
  readonly grant: HeldGrant | undefined;
  readonly form: URLSearchParams;
  /** The interaction id of this call (x-fapi-interaction-id), which is not the id of the interaction. */
  readonly callId: string;
  /** What this browser holds for the interaction. */
  readonly browserSecret: string;
  path(name: StepName): string;
  journey(name: StepName): JourneyModel;
  pageOptions(status: number): { status: number; redirectUri: string | undefined };
}

/** The fields of a page's form. */
export function formOf(body: unknown): URLSearchParams {
  const form = new URLSearchParams(typeof body === 'string' ? body : '');
  // PostgreSQL cannot look for U+0000, and no field has a use for it.
  if ([...form.values()].some((value) => value.includes('\0'))) {
    throw invalidRequest('a field of the form holds a NUL character');
  }
  return form;
}
