import { Inject, Injectable } from '@nestjs/common';
import type { Owner } from '@sandbank/consent';
import { Clock } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement, type ReactElement } from 'react';
import { BrowserBinding } from '../interaction/browser-binding.js';
import { sendPage } from '../interaction/page.js';
import { formOf } from '../interaction/step.js';
import type { Issuer } from '../issuer/issuer.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { CustomerSessionStore, type CustomerSession } from './customer-session.store.js';
import { dashboardPaths, wantedPage, withWanted, type DashboardPaths } from './dashboard-paths.js';
import { sessionSecretOf } from './session-cookie.js';
import { MessageView, type VisitModel } from './views/index.js';

/** One request of a signed-in customer, checked. */
export interface Visit {
  readonly issuer: Issuer;
  readonly session: CustomerSession;
  readonly paths: DashboardPaths;
  /** What every page of the visit shows. */
  readonly model: VisitModel;
  send(page: ReactElement): void;
  /** Says that there is no such thing: the same for what never was and for what is somebody else's. */
  sendNotFound(): void;
}

/** Lets signed-in customers in, and leads everybody else to the sign-in. */
@Injectable()
export class DashboardVisits {
  constructor(
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(CustomerSessionStore) private readonly sessions: CustomerSessionStore,
    @Inject(BrowserBinding) private readonly binding: BrowserBinding,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The visit, or undefined after the browser was sent to sign in, from where it comes back to this address.
   * A form must carry the token of the session's pages (RFC 9700 4.7).
   */
  async at(request: FastifyRequest, reply: FastifyReply): Promise<Visit | undefined> {
    const { bank } = request.params as { bank: string };
    const issuer = await this.issuers.get(bank);
    const paths = dashboardPaths(issuer.slug);
    const secret = sessionSecretOf(request, issuer.slug);
    const session = secret === '' ? undefined : await this.sessions.open(issuer.slug, secret);
    if (session === undefined) {
      const reason = secret === '' ? undefined : 'ended';
      const wanted = wantedPage(issuer.slug, request.url);
      await reply.redirect(withWanted(issuer.slug, paths.login, wanted, reason), 303);
      return undefined;
    }
    if (request.method === 'POST') {
      this.binding.assertCsrfToken(session.id, secret, formOf(request.body).get('csrf'));
    }
    const model = this.modelOf(issuer, session, secret);
    return {
      ...{ issuer, session, paths, model },
      send: (page) => sendPage(reply, page),
      sendNotFound: () => sendPage(reply, notFound(model, request.id), { status: 404 }),
    };
  }

  private modelOf(issuer: Issuer, session: CustomerSession, secret: string): VisitModel {
    const left = session.idleUntil.getTime() - this.clock.now().getTime();
    return {
      bank: { slug: issuer.slug, name: issuer.name, tagline: issuer.tagline },
      paths: dashboardPaths(issuer.slug),
      customerName: session.name,
      csrfToken: this.binding.csrfToken(session.id, secret),
      minutesLeft: Math.max(0, Math.floor(left / 60_000)),
    };
  }
}

/** Whose visit it is. */
export const ownerOf = ({ issuer, session }: Pick<Visit, 'issuer' | 'session'>): Owner => ({
  bank: issuer.slug,
  customerId: session.customerId,
});

const notFound = ({ bank, paths }: VisitModel, interactionId: string): ReactElement =>
  createElement(MessageView, {
    ...{ bank, interactionId, backHref: paths.current },
    heading: 'There is nothing here',
    explanation: 'The address leads to nothing that you have shared.',
    whatToDo: 'Go to what you share and begin from there.',
  });
