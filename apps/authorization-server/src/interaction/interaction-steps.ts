import { Inject, Injectable } from '@nestjs/common';
import type { HeldGrant } from '@sandbank/consent';
import { assess, signInSeconds, type DecisionContext } from '@sandbank/fapi-policy';
import { invalidRequest, invalidRequestUri, type ClientMetadata } from '@sandbank/oauth';
import { Clock } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decisionContext } from '../authorization/decision-context.js';
import { ClientRegistry } from '../client/client.registry.js';
import { RequestedGrants } from '../grant-management/requested-grants.js';
import type { Issuer } from '../issuer/issuer.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { traceToRequest } from '../records/flow-of.js';
import { BrowserBinding } from './browser-binding.js';
import { browserSecretOf } from './interaction-cookie.js';
import type { Interaction, InteractionStage } from './interaction.js';
import { InteractionService } from './interaction.service.js';
import { requestedConsent } from './requested-consent.js';
import { formOf, type Step, type StepName, type WantedStep } from './step.js';

const serves = (wanted: WantedStep, stage: InteractionStage): boolean => {
  if (wanted === 'cancel') return true;
  return wanted === stage || (wanted === 'decision' && ['consent', 'completed'].includes(stage));
};

/** Opens the step that a browser asks for, and keeps it on the stage where its customer stands. */
@Injectable()
export class InteractionSteps {
  constructor(
    @Inject(IssuerRegistry) private readonly issuers: IssuerRegistry,
    @Inject(ClientRegistry) private readonly clients: ClientRegistry,
    @Inject(InteractionService) private readonly interactions: InteractionService,
    @Inject(RequestedGrants) private readonly grants: RequestedGrants,
    @Inject(BrowserBinding) private readonly binding: BrowserBinding,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * The step, or undefined after the browser was sent to another page. A form (`body`) must carry the page's token.
   */
  async at(
    wanted: WantedStep,
    request: FastifyRequest,
    reply: FastifyReply,
    body?: unknown,
  ): Promise<Step | undefined> {
    const { bank, id } = request.params as { bank: string; id: string };
    const issuer = await this.issuers.get(bank);
    const secret = browserSecretOf(request, id);
    const interaction = await this.interactions.open(issuer, id, secret, wanted);
    request.clientId = interaction.request.clientId;
    traceToRequest(interaction.request);
    const pathTo = (owner: string, name: string) => `/${issuer.slug}/interaction/${owner}/${name}`;
    // HEAD looks, and changes nothing.
    const looksOnly = request.method === 'HEAD';
    if (!looksOnly) {
      const owner = await this.interactions.ownerOf(interaction);
      if (owner !== id) {
        await this.assertSameBrowser(issuer, owner, request);
        await reply.redirect(pathTo(owner, 'login'), 303);
        return undefined;
      }
      if (interaction.stage !== 'completed') {
        await this.interactions.assertInTime(issuer, interaction, request.id);
      }
    }
    const client = await this.clientOf(issuer, interaction);
    const grant = await this.grants.namedIn(bank, interaction.request.parameters);
    const stage = looksOnly
      ? interaction.stage
      : await this.stageOf(issuer, interaction, client, grant, request.id);
    if (!serves(wanted, stage)) {
      await reply.redirect(pathTo(id, stage), 303);
      return undefined;
    }
    const form = formOf(body);
    // After the stage: a form sent twice by a double click changes nothing, and leads on like the first.
    if (request.method === 'POST') this.binding.assertCsrfToken(id, secret, form.get('csrf'));
    const path = (name: StepName) => pathTo(id, name);
    return {
      ...{ issuer, interaction, client, grant, form, path },
      browserSecret: secret,
      callId: request.id,
      journey: (name) => ({
        bank: { slug: issuer.slug, name: issuer.name, tagline: issuer.tagline },
        clientName: client.client_name,
        action: path(name),
        csrfToken: this.binding.csrfToken(id, secret),
        minutesLeft: this.interactions.minutesLeft(interaction),
        ...askedFor(interaction),
      }),
      pageOptions: (status) => ({
        status,
        redirectUri: interaction.request.parameters['redirect_uri'],
      }),
    };
  }

  /** Two tabs of one browser are one; another browser is told so, and the first goes on undisturbed. */
  private async assertSameBrowser(
    issuer: Issuer,
    owner: string,
    request: FastifyRequest,
  ): Promise<void> {
    const secret = browserSecretOf(request, owner);
    if (await this.interactions.isHeldBy(issuer, owner, secret)) return;
    throw invalidRequestUri('this request was opened in another browser').citing('SP-6.4');
  }

  /** RFC 9126 7.4: the client may have been frozen since it pushed. */
  private async clientOf(issuer: Issuer, { request }: Interaction): Promise<ClientMetadata> {
    const client = await this.clients.findNow(issuer.slug, request.clientId);
    if (client !== undefined) return client.metadata;
    throw invalidRequest('the app may no longer ask for access').citing('RFC9126-7.4');
  }

  /**
   * Where the customer stands now. A sign-in that has become too old is asked for again; whatever else the rules of a
   * decision refuse ends the interaction, and the app is told.
   */
  private async stageOf(
    issuer: Issuer,
    interaction: Interaction,
    client: ClientMetadata,
    grant: HeldGrant | undefined,
    callId: string,
  ): Promise<InteractionStage> {
    const { stage, request } = interaction;
    if (stage === 'completed') return stage;
    const signIn = signInOf(interaction);
    const nowSeconds = this.clock.nowSeconds();
    const context = decisionContext(issuer, request, client, nowSeconds, grant, signIn);
    const isStale =
      signIn !== undefined && nowSeconds - signIn.authenticatedAtSeconds > signInSeconds(context);
    if (isStale) {
      await this.interactions.signInAgain(interaction);
      return 'login';
    }
    const refusal = assess(issuer.profile.decision, context);
    if (refusal !== undefined) {
      await this.interactions.sendBack(issuer, interaction, refusal, callId);
    }
    return stage;
  }
}

/** What the pages of a journey say that the app wants. */
function askedFor({ request, stage }: Interaction) {
  const words = requestedConsent(request);
  const continues = request.named?.kind === 'held';
  // What somebody agreed to before is shown to nobody but them: who signs in is known at the last page alone.
  if (continues && stage !== 'consent') return { continues, identityOnly: false };
  const { payment, standingOrder, mandate, fundsCheck } = words ?? {};
  const identityOnly = words === undefined;
  return { payment, standingOrder, mandate, fundsCheck, identityOnly, continues };
}

function signInOf({ stage, customer, authenticatedAt }: Interaction): DecisionContext['signIn'] {
  if (stage !== 'consent' || customer === undefined || authenticatedAt === undefined) {
    return undefined;
  }
  const authenticatedAtSeconds = Math.floor(authenticatedAt.getTime() / 1000);
  return { subject: customer.id, authenticatedAtSeconds };
}
