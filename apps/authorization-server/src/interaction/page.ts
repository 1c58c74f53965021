import type { FastifyReply } from 'fastify';
import type { ReactElement } from 'react';
import { renderPage } from './views/index.js';

/**
 * Sends a page: no script, only our own style sheet, never in a frame. Chromium checks `form-action` on the
 * redirect after a form too, so the app's origin is named where a form ends there.
 */
export function sendPage(
  reply: FastifyReply,
  page: ReactElement,
  { status = 200, redirectUri }: { status?: number; redirectUri?: string | undefined } = {},
): void {
  const target = redirectUri === undefined ? '' : ` ${new URL(redirectUri).origin}`;
  void reply
    .status(status)
    .type('text/html; charset=utf-8')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'${target}; ` +
        "base-uri 'none'; frame-ancestors 'none'",
    )
    .send(renderPage(page));
}
