import { Inject, Injectable } from '@nestjs/common';
import type { OAuthError } from '@sandbank/oauth';
import { JsonRefusalWriter, type ServerSettings } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { errorResponseUrl } from '../authorization/authorization-response.js';
import { SETTINGS } from '../config.js';
import { sendPage } from '../interaction/page.js';
import { OAuthErrorView } from '../interaction/views/index.js';
import { MetadataProblems } from '../registration/refused-metadata.js';
import { dashboardRefusal } from './dashboard-refusal.js';
import { errorWords } from './error-words.js';

const pageRoutes = /^\/:bank\/(authorize|interaction\/)/;
const dashboardRoutes = /^\/:bank\/dashboard(\/|$)/;

/** Words a refusal for whoever asked: back to the app, a page for a browser, else JSON (RFC 6749 4.1.2.1, 5.2). */
@Injectable()
export class OAuthRefusalWriter extends JsonRefusalWriter {
  constructor(@Inject(SETTINGS) private readonly settings: ServerSettings) {
    super();
  }

  override write(refusal: OAuthError, request: FastifyRequest, reply: FastifyReply): void {
    if (refusal.redirect !== undefined) {
      void reply.headers(refusal.headers);
      void reply.redirect(errorResponseUrl(refusal.redirect, refusal), 303);
    } else if (dashboardRoutes.test(request.routeOptions.url ?? '')) {
      void reply.headers(refusal.headers);
      sendPage(reply, dashboardRefusal(refusal, request.id), { status: refusal.status });
    } else if (pageRoutes.test(request.routeOptions.url ?? '')) {
      void reply.headers(refusal.headers);
      const page = createElement(OAuthErrorView, {
        error: refusal.error,
        ...errorWords(refusal),
        interactionId: request.id,
        // Bland here; the app's developers find the rule behind it by the interaction id.
        reasonUrl: `${this.settings.SANDBANK_PORTAL_URL}/errors/${refusal.error}?interaction=${request.id}`,
      });
      sendPage(reply, page, { status: refusal.status });
    } else if (refusal.cause instanceof MetadataProblems) {
      const { error, description, status, cause } = refusal;
      void reply.status(status).type('application/json; charset=utf-8');
      void reply.send({ error, error_description: description, problems: cause.problems });
    } else {
      super.write(refusal, request, reply);
    }
  }
}
