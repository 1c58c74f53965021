import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { randomToken } from '@sandbank/crypto';
import { invalidRequest } from '@sandbank/oauth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForVisitors } from '../identity/access.decorator.js';
import { BUILT_UI, noncePlaceholder, type BuiltUi } from './built-ui.js';
import { isPage } from './page-paths.js';

/**
 * The policy of the portal's pages. Scripts and style sheets are files of our own. The component library writes its
 * theme into a style element, which the nonce admits; style attributes in markup stay forbidden.
 */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Every address of the single-page UI: the same document, so that deep links work. */
@ForVisitors()
@Controller()
export class PagesController {
  constructor(@Inject(BUILT_UI) private readonly ui: BuiltUi) {}

  @Get('*')
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const path = request.url.split('?')[0] ?? '/';
    const wantsPage = (request.headers.accept ?? '*/*').match(/text\/html|\*\/\*/) !== null;
    if (path.startsWith('/api/') || !wantsPage) {
      throw invalidRequest('there is nothing at this path', { status: 404 });
    }
    const nonce = randomToken(16);
    void reply
      .status(isPage(path) ? 200 : 404)
      .headers({
        'content-security-policy': pagePolicy(nonce),
        'cache-control': 'no-store',
        'cross-origin-opener-policy': 'same-origin',
      })
      .type('text/html; charset=utf-8')
      .send(this.ui.index.replaceAll(noncePlaceholder, nonce));
  }
}
