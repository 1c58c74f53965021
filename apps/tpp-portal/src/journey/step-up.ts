import { Inject, Injectable } from '@nestjs/common';
import * as openid from 'openid-client';
import { PortalError } from '../portal-error.js';
import {
  authenticationContext,
  type AuthenticationContext,
  type JourneyPlan,
  type Resume,
  type StartedJourney,
} from './journey-plan.js';
import { JourneyService } from './journey.service.js';

const stepUpsMax = 1;

/**
 * What a refused call asks of the customer's sign-in: the challenge `insufficient_user_authentication` of a resource
 * server (RFC 9470 3). Undefined for any other error, and for a challenge that asks for nothing.
 */
export function stepUpChallenge(thrown: unknown): AuthenticationContext | undefined {
  if (!(thrown instanceof openid.WWWAuthenticateChallengeError) || thrown.status !== 401) {
    return undefined;
  }
  const challenge = thrown.cause.find(
    ({ parameters }) => parameters['error'] === 'insufficient_user_authentication',
  );
  if (challenge === undefined) return undefined;
  const { acr_values: acrValues, max_age: maxAge } = challenge.parameters;
  const asked = {
    ...(acrValues === undefined ? {} : { acrValues: acrValues.split(' ').filter(Boolean) }),
    ...(maxAge === undefined ? {} : { maxAgeSeconds: /^\d+$/.test(maxAge) ? +maxAge : NaN }),
  };
  const parsed = authenticationContext.safeParse(asked);
  return parsed.success && Object.keys(asked).length > 0 ? parsed.data : undefined;
}

/** Answers a step-up challenge: the same access is asked for again, with the sign-in that the API wants (RFC 9470 4). */
@Injectable()
export class StepUpService {
  constructor(@Inject(JourneyService) private readonly journeys: JourneyService) {}

  /**
   * Starts the journey of an action anew with what the challenge asks for; undefined when `thrown` is no challenge.
   * Once per action: a server that asks again and again gets no second answer (RFC 9470 9). Throws `PortalError`.
   */
  async react(
    thrown: unknown,
    plan: JourneyPlan & { readonly resume: Resume },
  ): Promise<StartedJourney | undefined> {
    const wanted = stepUpChallenge(thrown);
    if (wanted === undefined) return undefined;
    if (plan.resume.stepUps >= stepUpsMax) {
      throw new PortalError(
        'step_up_refused',
        'The bank still wants another sign-in, although the customer has just signed in as it asked.',
      );
    }
    return this.journeys.start({
      ...plan,
      authenticationContext: wanted,
      resume: { ...plan.resume, stepUps: plan.resume.stepUps + 1 },
    });
  }
}
