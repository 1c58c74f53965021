import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import * as openid from 'openid-client';
import { FlowRecorder, unrecorded } from '../flow/flow-recorder.js';
import { FlowStore } from '../flow/flow.store.js';
import { BankClient } from './bank-client.js';
import type { Bank } from './bank.js';
import { dpopKeyPair, newDpopKey, type DpopKey } from './dpop-key.js';

/** The client side of one flow: configuration, recorder, and how tokens are bound. */
export interface LiveClient {
  readonly bank: Bank;
  readonly recorder: FlowRecorder;
  readonly configuration: openid.Configuration;
  /** The DPoP handle with the nonces of the authorization server; without one where tokens are bound to the certificate. */
  readonly atAuthorizationServer: openid.DPoPOptions;
  /** The same for resources: userinfo and the bank's API. Each server has nonces of its own (RFC 9449 8.2, 9). */
  readonly atResourceServer: openid.DPoPOptions;
}

const keptMax = 500;
const serviceSeconds = 600;

/** Live clients by flow. What is kept here is a convenience (nonces, imported keys): any process can make it again. */
@Injectable()
export class LiveClients {
  private readonly kept = new Map<string, LiveClient>();
  private readonly services = new Map<string, { client: LiveClient; madeAt: number }>();

  constructor(
    @Inject(BankClient) private readonly bankClient: BankClient,
    @Inject(FlowStore) private readonly store: FlowStore,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** For a flow that begins: reads the bank's metadata anew. */
  async begin(bank: Bank, flowId: string, key: DpopKey | undefined): Promise<LiveClient> {
    const recorder = new FlowRecorder(flowId, bank.fetch, this.store, this.clock);
    const configuration = await this.bankClient.discover(bank, recorder);
    return this.keep(bank, recorder, configuration, key);
  }

  /** For a flow that is under way. */
  async resume(bank: Bank, flowId: string, key: DpopKey | undefined): Promise<LiveClient> {
    const kept = this.kept.get(flowId);
    if (kept !== undefined) return kept;
    const recorder = new FlowRecorder(flowId, bank.fetch, this.store, this.clock);
    const configuration = await this.bankClient.configure(bank, recorder);
    return this.keep(bank, recorder, configuration, key);
  }

  /** For calls of the client itself, which belong to no journey: with a DPoP key of this process. */
  async ofService(bank: Bank): Promise<LiveClient> {
    const now = this.clock.nowSeconds();
    const held = this.services.get(bank.slug);
    if (held !== undefined && now - held.madeAt < serviceSeconds) return held.client;
    const recorder = new FlowRecorder(`service ${bank.slug}`, bank.fetch, unrecorded, this.clock);
    const configuration = await this.bankClient.configure(bank, recorder);
    const key = bank.senderConstraint === 'dpop' ? await newDpopKey() : undefined;
    const client = await liveClient(bank, recorder, configuration, key);
    this.services.set(bank.slug, { client, madeAt: now });
    return client;
  }

  forget(flowId: string): void {
    this.kept.delete(flowId);
  }

  private async keep(
    bank: Bank,
    recorder: FlowRecorder,
    configuration: openid.Configuration,
    key: DpopKey | undefined,
  ): Promise<LiveClient> {
    const live = await liveClient(bank, recorder, configuration, key);
    const [oldest] = this.kept.keys();
    if (this.kept.size >= keptMax && oldest !== undefined) this.kept.delete(oldest);
    this.kept.set(recorder.flowId, live);
    return live;
  }
}

async function liveClient(
  bank: Bank,
  recorder: FlowRecorder,
  configuration: openid.Configuration,
  key: DpopKey | undefined,
): Promise<LiveClient> {
  const pair = key === undefined ? undefined : await dpopKeyPair(key);
  const handle = (): openid.DPoPOptions =>
    pair === undefined ? {} : { DPoP: openid.getDPoPHandle(configuration, pair) };
  return {
    bank,
    recorder,
    configuration,
    atAuthorizationServer: handle(),
    atResourceServer: handle(),
  };
}
