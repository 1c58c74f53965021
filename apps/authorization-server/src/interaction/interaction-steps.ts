import { Inject, Injectable } from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ClientRegistry } from '../client/client.registry.js';
import type { ClientMetadata } from '@sandbank/oauth';
import type { Issuer } from '../issuer/issuer.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { BrowserBinding } from './browser-binding.js';
import { browserSecretOf } from './interaction-cookie.js';
import type { Interaction, InteractionStage } from './interaction.js';
import { InteractionService } from './interaction.service.js';
import type { JourneyModel } from './views/journey.js';

export type StepName = 'login' | 'code' | 'consent' | 'cancel';

/** One request of a customer's browser within an interaction, checked. */
export interface Step {
  readonly issuer: Issuer;
  readonly interaction: Interaction;
  readonly client: ClientMetadata;
  readonly form: URLSearchParams;
  /** What this browser holds for the interaction. */
  readonly browserSecret: string;
  path(name: StepName): string;
  journey(name: StepName): JourneyModel;
  pageOptions(status: number): { status: number; redirectUri: string | undefined };
}

/** Opens the step that a browser asks for, and keeps it on the stage where its customer stands. */
@Injectable()
export class InteractionSteps {
  constructor(
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(ClientRegistry) private readonly clients: ClientRegistry,
    @Inject(InteractionService) private readonly interactions: InteractionService,
    @Inject(BrowserBinding) private readonly binding: BrowserBinding,
  ) {}

  /**
   * The step, or undefined after the browser was sent to the page of another stage. A form (`body`) must
   * carry the page's token.
   */
  async at(
    stage: InteractionStage | 'any',
    request: FastifyRequest,
    reply: FastifyReply,
    body?: unknown,
  ): Promise<Step | undefined> {
    const { bank, id } = request.params as { bank: string; id: string };
    const issuer = await this.issuers.get(bank);
    const secret = browserSecretOf(request, id);
    const interaction = await this.interactions.open(issuer, id, secret, stage);
    request.clientId = interaction.request.clientId;
    const client = await this.clients.find(issuer.slug, interaction.request.clientId);
    // RFC 9126 7.4: the client may have been frozen since it pushed.
    if (client === undefined) throw invalidRequest('the app may no longer ask for access');
    const path = (name: StepName) => `/${issuer.slug}/interaction/${id}/${name}`;
    if (stage !== 'any' && interaction.stage !== stage) {
      await reply.redirect(path(interaction.stage as StepName), 303);
      return undefined;
    }
    const form = formOf(body);
    // After the stage: a form sent twice by a double click changes nothing, and leads on like the first.
    if (request.method === 'POST') {
      this.binding.assertCsrfToken(id, secret, form.get('csrf'));
    }
    return {
      issuer,
      interaction,
      client: client.metadata,
      form,
      browserSecret: secret,
      path,
      journey: (name) => ({
        bank: { slug: issuer.slug, name: issuer.name, tagline: issuer.tagline },
        clientName: client.metadata.client_name,
        action: path(name),
        csrfToken: this.binding.csrfToken(id, secret),
        minutesLeft: this.interactions.minutesLeft(interaction),
      }),
      pageOptions: (status) => ({
        status,
        redirectUri: interaction.request.parameters['redirect_uri'],
      }),
    };
  }
}

function formOf(body: unknown): URLSearchParams {
  const form = new URLSearchParams(typeof body === 'string' ? body : '');
  // PostgreSQL cannot look for U+0000, and no field has a use for it.
  if ([...form.values()].some((value) => value.includes('\0'))) {
    throw invalidRequest('a field of the form holds a NUL character');
  }
  return form;
}
