import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieOf } from './cookies.js';
import { interactionSeconds } from './interaction.js';

const cookieName = (interactionId: string): string => `__Host-interaction-${interactionId}`;

/**
 * Ties an interaction to this browser. One cookie for each, so that two journeys in two tabs do not
 * disturb one another; `__Host-` lets no other host or path set it.
 */
export function setInteractionCookie(
  reply: FastifyReply,
  interactionId: string,
  browserSecret: string,
  seconds = interactionSeconds * 2,
): void {
  void reply.header('set-cookie', interactionCookie(interactionId, browserSecret, seconds));
}

/** The field that ends the tie when the journey is over. */
export const clearedInteractionCookie = (interactionId: string): string =>
  interactionCookie(interactionId, '', 0);

/** The secret that this browser holds for the interaction; empty when it holds none. */
export const browserSecretOf = (request: FastifyRequest, interactionId: string): string =>
  cookieOf(request, cookieName(interactionId));

const interactionCookie = (id: string, value: string, seconds: number): string =>
  `${cookieName(id)}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;
