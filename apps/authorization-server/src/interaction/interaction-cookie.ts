import type { FastifyReply, FastifyRequest } from 'fastify';
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
): void {
  const attributes = `Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${interactionSeconds * 2}`;
  void reply.header('set-cookie', `${cookieName(interactionId)}=${browserSecret}; ${attributes}`);
}

/** Ends the tie when the journey is over. */
export function clearInteractionCookie(reply: FastifyReply, interactionId: string): void {
  void reply.header(
    'set-cookie',
    `${cookieName(interactionId)}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`,
  );
}

/** The secret that this browser holds for the interaction, if it holds one. */
export function browserSecretOf(request: FastifyRequest, interactionId: string): string {
  const start = `${cookieName(interactionId)}=`;
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length) ?? '';
}
