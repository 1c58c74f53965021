import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieOf } from '../interaction/cookies.js';
import { sessionSeconds } from './customer-session.store.js';

const sessionCookie = (bank: string): string => `__Host-dashboard-${bank}`;
const visitorCookie = (bank: string): string => `__Host-dashboard-visitor-${bank}`;

/** What this browser holds for its session, or for a sign-in that waits for the code; empty when it holds nothing. */
export const sessionSecretOf = (request: FastifyRequest, bank: string): string =>
  cookieOf(request, sessionCookie(bank));

/** What it holds for the sign-in page alone. */
export const visitorSecretOf = (request: FastifyRequest, bank: string): string =>
  cookieOf(request, visitorCookie(bank));

/** Gives the browser its secret, in place of any other; an empty one takes it away. */
export const setSessionCookie = (reply: FastifyReply, bank: string, secret: string): void =>
  setCookie(reply, sessionCookie(bank), secret);

/** Lets the sign-in page know this browser again, so that no other page can sign it in. */
export const setVisitorCookie = (reply: FastifyReply, bank: string, secret: string): void =>
  setCookie(reply, visitorCookie(bank), secret);

// Lax, so that a link from elsewhere finds the customer signed in; what changes something is posted, with a token.
function setCookie(reply: FastifyReply, name: string, value: string): void {
  const seconds = value === '' ? 0 : sessionSeconds;
  void reply.header(
    'set-cookie',
    `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${seconds}`,
  );
}
