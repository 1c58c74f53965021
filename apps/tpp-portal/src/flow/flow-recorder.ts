import { randomUuid } from '@sandbank/crypto';
import { interactionIdHeader, type Clock } from '@sandbank/platform';
import type { CustomFetch } from 'openid-client';
import type { TlsFetch } from '../banks/tls-fetch.js';
import { readBounded } from './bounded-body.js';
import { hopKindOf, hopTitle, hopWording, type KnownEndpoints } from './hop-wording.js';
import type { Check, Hop, HopKind, RecordedBody } from './hop.js';
import { jwtsOf } from './jwt-decoding.js';
import { maskHeaders, maskJson, maskJwts, maskParameters, maskUrl } from './masking.js';

const dataBytesMax = 4 * 1024 * 1024;
const protocolBytesMax = 256 * 1024;
const recordedCharactersMax = 24_000;

type FetchOptions = Parameters<CustomFetch>[1];

/** Where hops are kept. */
export interface HopStore {
  append(flowId: string, hop: Hop): Promise<number | undefined>;
  amend(
    flowId: string,
    hopNumber: number | undefined,
    change: { checks?: readonly Check[] },
  ): Promise<void>;
}

/** For calls that belong to no journey. */
export const unrecorded: HopStore = {
  append: async () => undefined,
  amend: async () => undefined,
};

/** Watches everything a flow sends and receives, and keeps a masked copy of each exchange. */
export class FlowRecorder {
  endpoints: KnownEndpoints = {};
  private readonly latest = new Map<HopKind, number | undefined>();

  constructor(
    readonly flowId: string,
    private readonly send: TlsFetch,
    private readonly store: HopStore,
    private readonly clock: Clock,
  ) {}

  /** The fetch that openid-client uses: adds an interaction id, limits the answer's size, records. */
  readonly fetch: CustomFetch = async (url, options) => {
    const interactionId = randomUuid();
    const headers = { ...options.headers, [interactionIdHeader]: interactionId };
    const startedAt = this.clock.now();
    const started = performance.now();
    const exchange = { url, options: { ...options, headers }, interactionId, startedAt };
    const kind = hopKindOf(url, formOf(options.body), this.endpoints);
    try {
      const response = await this.send(url, { ...options, headers });
      const text = await readBounded(
        response,
        kind === 'resource' ? dataBytesMax : protocolBytesMax,
      );
      await this.record(exchange, performance.now() - started, { response, text });
      const body = text === '' ? null : text;
      return new Response(body, { status: response.status, headers: response.headers });
    } catch (thrown) {
      const failure: unknown = options.signal?.aborted === true ? options.signal.reason : thrown;
      await this.record(exchange, performance.now() - started, { failure });
      throw failure;
    }
  };

  /** Adds to the latest hop of a kind what the client compared in its answer. */
  async checked(kind: HopKind, checks: readonly Check[]): Promise<void> {
    await this.store.amend(this.flowId, this.latest.get(kind), { checks });
  }

  private async record(
    exchange: { url: string; options: FetchOptions; interactionId: string; startedAt: Date },
    durationMilliseconds: number,
    outcome: { response: Response; text: string } | { failure: unknown },
  ): Promise<void> {
    const { url, options, interactionId, startedAt } = exchange;
    const requestHeaders = new Headers(options.headers);
    const form = formOf(options.body);
    const kind = hopKindOf(url, form, this.endpoints);
    const answered = 'response' in outcome ? outcome : undefined;
    const json = answered && jsonOf(answered.text);
    const challenged = answered !== undefined && asksForNonce(answered.response, json);
    const hop: Hop = {
      kind,
      title: challenged ? nonceTitle(kind) : hopTitle(kind, url),
      from: hopWording[kind].from,
      to: hopWording[kind].to,
      startedAt: startedAt.toISOString(),
      durationMilliseconds: Math.round(durationMilliseconds * 10) / 10,
      interactionId,
      ...(challenged ? { note: nonceNote } : {}),
      request: {
        method: options.method,
        url: maskUrl(url),
        headers: maskHeaders(requestHeaders),
        ...requestBody(options.body, form),
      },
      ...(answered
        ? {
            response: {
              status: answered.response.status,
              headers: maskHeaders(answered.response.headers),
              ...(answered.text === '' ? {} : { body: answerBody(answered, json) }),
            },
          }
        : { failure: 'failure' in outcome ? wordsOf(outcome.failure) : 'no answer' }),
      jwts: jwtsOf({ headers: new Map(requestHeaders), form }, { headers: new Map(), json }),
      checks: answered && kind === 'resource' ? [isEchoed(interactionId, answered.response)] : [],
    };
    this.latest.set(kind, await this.store.append(this.flowId, hop));
  }
}

const nonceTitle = (kind: HopKind): string =>
  kind === 'resource' ? 'Learn the API’s nonce' : 'Learn the bank’s nonce';

const nonceNote =
  'The server wants a nonce of its own inside the DPoP proof (RFC 9449 8 and 9). The client repeats the call once, with a new proof.';

const asksForNonce = (response: Response, json: unknown): boolean =>
  response.headers.has('dpop-nonce') &&
  ((response.headers.get('www-authenticate') ?? '').includes('use_dpop_nonce') ||
    (json as { error?: unknown } | undefined)?.error === 'use_dpop_nonce');

const isEchoed = (sent: string, response: Response): Check => {
  const received = response.headers.get(interactionIdHeader) ?? 'nothing';
  return {
    clause: 'IA-2.2.1',
    what: 'the interaction id comes back unchanged',
    passed: received === sent,
    expected: sent,
    received,
  };
};

const formOf = (body: FetchOptions['body']): URLSearchParams | undefined =>
  body instanceof URLSearchParams || (typeof body === 'string' && jsonOf(body) === undefined)
    ? new URLSearchParams(body)
    : undefined;

/** The request's body as it may be shown: a form, or JSON. */
function requestBody(
  body: FetchOptions['body'],
  form: URLSearchParams | undefined,
): { body?: RecordedBody } {
  if (form !== undefined) return { body: formBody(form) };
  const json = typeof body === 'string' ? jsonOf(body) : undefined;
  if (json === undefined) return {};
  return { body: cut('application/json', JSON.stringify(maskJson(json), null, 2)) };
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const cut = (mediaType: string, text: string): RecordedBody => ({
  mediaType,
  text: text.slice(0, recordedCharactersMax),
  truncated: text.length > recordedCharactersMax,
});

const formBody = (form: URLSearchParams): RecordedBody =>
  cut('application/x-www-form-urlencoded', maskParameters(form.toString()));

const answerBody = (answer: { response: Response; text: string }, json: unknown): RecordedBody => {
  const mediaType = answer.response.headers.get('content-type')?.split(';')[0] ?? '';
  if (json === undefined) return cut(mediaType, maskJwts(answer.text));
  return cut(mediaType, JSON.stringify(maskJson(json), null, 2));
};

const wordsOf = (failure: unknown): string => {
  const code = (failure as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? `no answer (${code})` : 'no answer';
};
