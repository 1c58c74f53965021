import type { FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from '../customer/client-address.js';
import type { KnownBrowsers } from '../customer/known-browser.js';
import type { Attempter } from '../customer/sign-in-throttle.js';
import { cookieOf } from './cookies.js';

const cookieName = (bank: string): string => `__Host-known-browser-${bank}`;
const keptSeconds = 180 * 86_400;

/** Who signs in, from which address, with which browser. */
export function attempterOf(
  request: FastifyRequest,
  browsers: KnownBrowsers,
  bank: string,
  username: string,
): Attempter {
  const knownBrowser = browsers.nameIn(cookieOf(request, cookieName(bank)), bank, username);
  return { bank, username, address: networkOf(request.ip), knownBrowser };
}

/** Lets the browser be known again: the customer has signed in with it to the end. */
export function rememberBrowser(
  reply: FastifyReply,
  browsers: KnownBrowsers,
  { bank, username, knownBrowser }: Attempter,
): void {
  const token = browsers.tokenFor(bank, username, knownBrowser);
  void reply.header(
    'set-cookie',
    `${cookieName(bank)}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${keptSeconds}`,
  );
}
