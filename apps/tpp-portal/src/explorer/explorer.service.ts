import { Inject, Injectable } from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import { interactionIdHeader } from '@sandbank/platform';
import * as openid from 'openid-client';
import { ResourceCaller } from '../accounts/resource-call.js';
import { BankRegistry } from '../banks/bank-registry.js';
import type { Bank } from '../banks/bank.js';
import { upstreamFailure } from '../banks/upstream.js';
import type { Hop } from '../flow/hop.js';
import { maskHeaders } from '../flow/masking.js';
import { jsonOf } from '../flow/recorded-body.js';
import { PortalError } from '../portal-error.js';
import type { BrowserSession } from '../session/session.service.js';
import { ApiDocuments } from './api-documents.js';
import type { ApiOperation } from './api-operation.js';
import { composedCall } from './composed-call.js';
import { ExploredResources, type OwnResource } from './explored-resources.js';
import type { ExplorerAnswer, ExplorerCall } from './explorer-call.js';
import { ExplorerGrants, type ExplorerGrant, type Holder } from './explorer-grants.js';
import { changesSomething, kindsFor, type GrantKind } from './offered.js';

const shownCharactersMax = 200_000;

/** What can be tried at a bank, and with what. */
export interface ExplorerView {
  readonly grants: readonly ExplorerGrant[];
  readonly operations: Readonly<Record<string, readonly GrantKind[]>>;
  /** Consents and payments of this visitor. */
  readonly resources: readonly OwnResource[];
}

/** Calls documented operations of a bank's API as the demo app, for one browser session. */
@Injectable()
export class ExplorerService {
  constructor(
    @Inject(BankRegistry) private readonly banks: BankRegistry,
    @Inject(ApiDocuments) private readonly documents: ApiDocuments,
    @Inject(ExplorerGrants) private readonly grants: ExplorerGrants,
    @Inject(ExploredResources) private readonly resources: ExploredResources,
    @Inject(ResourceCaller) private readonly caller: ResourceCaller,
  ) {}

  async view(session: BrowserSession | undefined, slug: string): Promise<ExplorerView> {
    const bank = this.banks.get(slug);
    const offered = this.documents.list().map((one) => [one.id, kindsFor(one)] as const);
    return {
      grants: await this.grants.list(session, bank),
      operations: Object.fromEntries(offered.filter(([, kinds]) => kinds.length > 0)),
      resources: await this.resources.list(session, slug),
    };
  }

  /** Throws `OAuthError` for what is not sent, and `PortalError` where there was no answer. */
  async send(session: BrowserSession, slug: string, call: ExplorerCall): Promise<ExplorerAnswer> {
    const bank = this.banks.get(slug);
    const operation = this.offered(call);
    const values = new Map(Object.entries(call.parameters));
    const composed = composedCall(operation, values);
    await this.requireOwn(session, slug, operation, call);
    const request = this.documents.ofCall(operation, values, call.body);
    try {
      const holder = await this.grants.hold(session, bank, call.grant, operation);
      const { response, hop, number } = await this.exchange(holder, operation, composed, call.body);
      if (response.status === 401) this.grants.forget(holder);
      const text = await response.text();
      const body = jsonOf(text);
      if (response.status === 201) await this.resources.keep(session, slug, body);
      const deviations = this.documents.ofAnswer(operation, { status: response.status, body });
      return {
        ...answerOf(response, text, body),
        ...(hop && { request: hop.request, durationMilliseconds: hop.durationMilliseconds ?? 0 }),
        ...(holder.flowId !== undefined &&
          number !== undefined && { hop: { flowId: holder.flowId, number } }),
        deviations: { request, response: deviations },
      };
    } catch (thrown) {
      throw refusalOf(bank, thrown);
    }
  }

  private offered(call: ExplorerCall): ApiOperation {
    const operation = this.documents.find(call.operation);
    const kinds = operation === undefined ? [] : kindsFor(operation);
    if (operation === undefined || kinds.length === 0) {
      throw invalidRequest('the explorer offers no such operation', { status: 404 });
    }
    const kind = ['connection', 'client'].includes(call.grant) ? call.grant : 'payment';
    if (!kinds.some((one) => one === kind)) {
      throw invalidRequest('the operation takes no token of this kind');
    }
    if (changesSomething(operation) && !call.confirmed) {
      throw invalidRequest('this leaves something behind at the bank, and is sent once confirmed');
    }
    if (call.body !== undefined && operation.bodyPointer === undefined) {
      throw invalidRequest('the operation has no body');
    }
    return operation;
  }

  /** A token of the app itself opens what all its visitors made: each reaches their own alone. */
  private async requireOwn(
    session: BrowserSession,
    slug: string,
    { parameters }: ApiOperation,
    { grant, parameters: values }: ExplorerCall,
  ): Promise<void> {
    if (grant === 'connection') return;
    const wanted = parameters.filter((one) => one.in === 'path').map(({ name }) => values[name]);
    if (wanted.length === 0) return;
    const own = new Set((await this.resources.list(session, slug)).map(({ id }) => id));
    if (wanted.every((id) => id !== undefined && own.has(id))) return;
    throw invalidRequest('nothing of this id was made in this browser', { status: 404 });
  }

  private async exchange(
    { client, accessToken }: Holder,
    operation: ApiOperation,
    composed: { target: string; headers: Readonly<Record<string, string>> },
    json: unknown,
  ): Promise<{ response: Response; hop?: Hop; number?: number | undefined }> {
    const seen: { hop: Hop; number: number | undefined }[] = [];
    const listen = (hop: Hop, number: number | undefined): void => {
      if (hop.kind === 'resource') seen.push({ hop, number });
    };
    client.recorder.listeners.add(listen);
    try {
      const response = await this.caller
        .call(client, accessToken, composed.target, {
          method: operation.method as 'GET' | 'POST' | 'DELETE',
          headers: { accept: operation.accept, ...composed.headers },
          json,
        })
        .catch((thrown: unknown) => {
          // A challenge is an answer like any other here.
          if (thrown instanceof openid.WWWAuthenticateChallengeError) return thrown.response;
          throw thrown;
        });
      // Others may be at it with the same client: the interaction tells whose answer this is.
      const id = response.headers.get(interactionIdHeader);
      return { response, ...seen.findLast(({ hop }) => hop.interactionId === id) };
    } finally {
      client.recorder.listeners.delete(listen);
    }
  }
}

function answerOf(
  response: Response,
  text: string,
  json: unknown,
): Pick<ExplorerAnswer, 'response' | 'interactionId'> {
  const mediaType = response.headers.get('content-type')?.split(';')[0] ?? '';
  const shown = json === undefined ? text : JSON.stringify(json, null, 2);
  const isText = json !== undefined || mediaType.startsWith('text/');
  const interactionId = response.headers.get(interactionIdHeader);
  return {
    response: {
      status: response.status,
      headers: maskHeaders(response.headers),
      ...(text !== '' && {
        body: {
          mediaType,
          text: isText ? shown.slice(0, shownCharactersMax) : '',
          truncated: !isText || shown.length > shownCharactersMax,
        },
      }),
    },
    ...(interactionId !== null && { interactionId }),
  };
}

function refusalOf(bank: Bank, thrown: unknown): unknown {
  if (thrown instanceof PortalError) return thrown;
  const failure = upstreamFailure(thrown);
  if (failure === undefined) return thrown;
  const code = failure.kind === 'unavailable' ? 'bank_unavailable' : 'bank_refused';
  const message =
    failure.kind === 'unavailable'
      ? `${bank.name} cannot be reached right now.`
      : `${bank.name} gave no token for this call.`;
  return new PortalError(code, message, { upstream: failure, cause: thrown });
}
