import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PortalError } from '../portal-error.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';

/** The header that a page of another origin cannot send without asking first. */
export const requestHeader = 'x-sandbank-request';

/** Lets a change through only from the portal's own pages: nobody else may start a flow (SP-5.3.3.1-12). */
@Injectable()
export class SameOriginGuard implements CanActivate {
  private readonly origin: string;

  constructor(@Inject(SETTINGS) settings: PortalSettings) {
    this.origin = new URL(settings.SANDBANK_PORTAL_URL).origin;
  }

  canActivate(context: ExecutionContext): boolean {
    const { method, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (method === 'GET' || method === 'HEAD') return true;
    const site = headers['sec-fetch-site'];
    if (
      headers[requestHeader] === '1' &&
      headers.origin === this.origin &&
      (site === undefined || site === 'same-origin')
    ) {
      return true;
    }
    throw new PortalError('cross_site_request', 'Only the portal’s own pages may do this.');
  }
}
