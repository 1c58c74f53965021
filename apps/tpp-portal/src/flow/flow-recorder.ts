import { randomUuid } from '@sandbank/crypto';
import { interactionIdHeader, type Clock } from '@sandbank/platform';
import type { CustomFetch } from 'openid-client';
import type { TlsFetch } from '../banks/tls-fetch.js';
import { readBounded } from './bounded-body.js';
import { hopKindOf, hopTitle, hopWording, type KnownEndpoints } from './hop-wording.js';
import type { Check, Hop, HopKind } from './hop.js';
import { asksForNonce, nonceTitle, noteOf } from './hop-notes.js';
import { jwtsOf } from './jwt-decoding.js';
import { maskHeaders, maskUrl } from './masking.js';
import { answerBody, formOf, jsonOf, requestBody } from './recorded-body.js';

const dataBytesMax = 4 * 1024 * 1024;
const protocolBytesMax = 256 * 1024;

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

/** Told of each exchange, with its number where it was kept. */
export type HopListener = (hop: Hop, number: number | undefined) => void;

/** Watches everything a flow sends and receives, and keeps a masked copy of each exchange. */
export class FlowRecorder {
  endpoints: KnownEndpoints = {};
  /** How far the clock of the server that answered last is ahead of ours, in seconds; 0 where it told no time. */
  serverAheadSeconds = 0;
  /** By how much the times that this flow sends and compares are corrected, in seconds. */
  skewSeconds = 0;
  readonly listeners = new Set<HopListener>();
  private readonly latest = new Map<HopKind, number | undefined>();

  constructor(
    readonly flowId: string,
    private readonly send: TlsFetch,
    private readonly store: HopStore,
    private readonly clock: Clock,
  ) {}

  /** The time as the issuer has it. */
  issuerTime(now: Date): Date {
    return new Date(now.getTime() + this.skewSeconds * 1000);
  }

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
      this.serverAheadSeconds = aheadSeconds(response, this.clock.now());
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
      ...noteOf(answered?.response, challenged),
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
    const number = await this.store.append(this.flowId, hop);
    this.latest.set(kind, number);
    for (const listener of this.listeners) listener(hop, number);
  }
}

const aheadSeconds = (response: Response, now: Date): number => {
  const told = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(told) ? 0 : Math.round((told - now.getTime()) / 1000);
};

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

const wordsOf = (failure: unknown): string => {
  const code = (failure as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? `no answer (${code})` : 'no answer';
};
