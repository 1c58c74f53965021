import { Inject, Injectable } from '@nestjs/common';
import {
  clientAddressOf,
  networkOf,
  TrustedProxies,
  type ServerSettings,
} from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS } from '../config.js';
import { KnownBrowsers } from '../customer/known-browser.js';
import type { Attempter } from '../customer/sign-in-throttle.js';
import { cookieOf } from './cookies.js';

const cookieName = (bank: string): string => `__Host-known-browser-${bank}`;
const keptSeconds = 180 * 86_400;

/** Tells who tries to sign in: from which address, and with a browser that the customer has used before or not. */
@Injectable()
export class Attempters {
  private readonly proxies: TrustedProxies;

  constructor(
    @Inject(KnownBrowsers) private readonly browsers: KnownBrowsers,
    @Inject(SETTINGS) settings: ServerSettings,
  ) {
    this.proxies = new TrustedProxies(settings.SANDBANK_TRUSTED_PROXIES ?? []);
  }

  of(request: FastifyRequest, bank: string, username: string): Attempter {
    const token = cookieOf(request, cookieName(bank));
    const address = networkOf(clientAddressOf(request, this.proxies));
    return { bank, username, address, knownBrowser: this.browsers.nameIn(token, bank, username) };
  }

  /** Lets the browser be known again: the customer has signed in with it to the end. */
  remember(reply: FastifyReply, { bank, username, knownBrowser }: Attempter): void {
    const token = this.browsers.tokenFor(bank, username, knownBrowser);
    void reply.header(
      'set-cookie',
      `${cookieName(bank)}=${token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${keptSeconds}`,
    );
  }
}
