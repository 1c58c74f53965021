import { z } from 'zod';
import type { BrowserSession } from '../session/session.service.js';

/** What is asked of a bank: a scope, and authorization details (RFC 9396 2). */
export const accessWanted = z.object({
  scope: z.string().min(1).max(1000),
  authorizationDetails: z.array(z.record(z.string(), z.unknown())).max(10).readonly(),
});

export type AccessWanted = z.output<typeof accessWanted>;

/** How the customer must have signed in (RFC 9470 3). */
export const authenticationContext = z.object({
  /** Any one of these, the preferred one first. */
  acrValues: z.array(z.string().min(1).max(200)).min(1).max(10).readonly().optional(),
  maxAgeSeconds: z.number().int().min(0).max(31_536_000).optional(),
});

export type AuthenticationContext = z.output<typeof authenticationContext>;

/** What goes on when the customer is back: the name of a continuation, and what it needs to know. */
export const resume = z.object({
  action: z.string().min(1).max(40),
  data: z.unknown().optional(),
  /** How often this action has sent the customer back to sign in again; once is all (RFC 9470 9). */
  stepUps: z.number().int().min(0).default(0),
});

export type Resume = z.output<typeof resume>;

/** A journey to be started. Without more it connects the demo app to the bank. */
export interface JourneyPlan {
  /** The short name of the bank. */
  readonly bank: string;
  readonly session: BrowserSession;
  readonly access?: AccessWanted | undefined;
  readonly authenticationContext?: AuthenticationContext | undefined;
  readonly resume?: Resume | undefined;
}

/** A journey that was started: where the browser is to go. */
export interface StartedJourney {
  readonly flowId: string;
  readonly authorizationUrl: string;
}
