import { setDefaultCACertificates } from 'node:tls';
import { text } from 'node:stream/consumers';
import type { IncomingHttpHeaders } from 'node:http';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import {
  exchange,
  PublishingServer,
  testTls,
  type Answer,
  type HttpsAnswer,
} from '@sandbank/testing';
import { EventDelivery } from '../../src/events/delivery/event-delivery.js';
import { Harness } from '../harness.js';

/** One event as it arrived at the receiver. */
export interface Arrival {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly token: string;
  readonly claims: JWTPayload;
}

const claimsOf = (token: string): JWTPayload =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as JWTPayload;

export const accepts: Answer = (response) => response.writeHead(202).end();
export const answers =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end();

/** An app's own endpoint, and the bank that sends to it. */
export class Telling {
  readonly arrivals: Arrival[] = [];
  answer: Answer = accepts;

  private constructor(
    readonly bank: Harness,
    readonly receiver: PublishingServer,
  ) {}

  static async start(): Promise<Telling> {
    const tls = await testTls();
    setDefaultCACertificates([tls.ca]);
    const receiver = await PublishingServer.start(tls);
    const bank = await Harness.start({
      SANDBANK_FETCH_ALLOWED_HOSTS: [`localhost:${receiver.port}`],
    });
    const telling = new Telling(bank, receiver);
    receiver.answer = (response, request) => {
      void text(request).then((token) => {
        const { url, headers } = request;
        telling.arrivals.push({ url, headers, token, claims: claimsOf(token) });
        telling.answer(response, request);
      });
    };
    return telling;
  }

  async stop(): Promise<void> {
    await this.bank.stop();
    await this.receiver.stop();
  }

  get base(): string {
    return this.bank.aisp.replace(/\/aisp$/, '');
  }

  /** A token of the client itself. */
  own(clientId = 'client-tally', scope = 'accounts payments fundsconfirmations'): Promise<string> {
    const none = { acr: undefined, auth_time: undefined };
    return this.bank.token({ sub: clientId, client_id: clientId, scope, ...none });
  }

  async send(method: string, path: string, body?: unknown, token?: string): Promise<HttpsAnswer> {
    return this.bank.call(`${this.base}/${path}`, token ?? (await this.own()), {
      method,
      ...(body !== undefined && {
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
  }

  /** Subscribes the client anew: to everything at the receiver, unless changed. */
  async subscribe(data: object = {}, clientId = 'client-tally'): Promise<string> {
    await this.bank.test.query(
      'DELETE FROM resource_server.event_subscription WHERE client_id = $1',
      [clientId],
    );
    const Data = { CallbackUrl: this.receiver.url('/told'), Version: '4.0', ...data };
    const token = await this.own(clientId);
    const answer = await this.send('POST', 'event-subscriptions', { Data }, token);
    expect([answer.status, answer.body]).toEqual([201, expect.any(String)]);
    return answer.json<{ Data: { EventSubscriptionId: string } }>().Data.EventSubscriptionId;
  }

  /** One poll that does not wait. */
  async poll(
    body: object = {},
    token?: string,
  ): Promise<{ moreAvailable: boolean; jtis: string[] }> {
    const all = { returnImmediately: true, ...body };
    const answer = await this.send('POST', 'events', all, token);
    expect([answer.status, answer.body]).toEqual([200, expect.any(String)]);
    const { moreAvailable, sets } = answer.json<{ moreAvailable: boolean; sets: object }>();
    return { moreAvailable, jtis: Object.keys(sets) };
  }

  /** A round of deliveries, until it is over. */
  async round(delivery = this.bank.application.get(EventDelivery)): Promise<Arrival[]> {
    const before = this.arrivals.length;
    await delivery.begin();
    await delivery.settled();
    return this.arrivals.slice(before);
  }

  /** The customer lets the client see an account. */
  grant(clientId = 'client-tally') {
    const wish = { customer: 'Maya', accounts: ['Everyday'], permissions: ['ReadAccountsDetail'] };
    return this.bank.grant({ ...wish, clientId });
  }

  /** A consent that its customer takes back, which is an event. */
  async revoked(clientId = 'client-tally'): Promise<string> {
    const { consentId, customerId } = await this.grant(clientId);
    const act = { now: this.bank.clock.now(), by: `customer:${customerId}` } as const;
    await this.bank.consents.revoke(consentId, { ...act, surface: 'dashboard' });
    return consentId;
  }

  /** Nothing is waiting for anybody. */
  async clear(): Promise<void> {
    this.answer = accepts;
    await this.round();
    await this.bank.test.query('DELETE FROM resource_server.event');
    this.arrivals.length = 0;
  }

  event<Row>(jti: string): Promise<Row> {
    return this.bank.test
      .query<Row>('SELECT * FROM resource_server.event WHERE jti = $1', [jti])
      .then(([row]) => row!);
  }

  /** Verified as an app does it: with the keys that the metadata of the API name. */
  async verified(token: string) {
    const known = `${this.bank.baseUrl}/.well-known/oauth-protected-resource/harbour/open-banking/v4.0`;
    const metadata = (await exchange(known, this.bank.tls.ca)).json<Record<string, string>>();
    const keys = await exchange(metadata['jwks_uri']!, this.bank.tls.ca);
    return jwtVerify(token, createLocalJWKSet(keys.json<JSONWebKeySet>()), {
      ...{ issuer: metadata['resource']!, audience: 'client-tally', typ: 'secevent+jwt' },
      ...{ algorithms: ['ES256'], currentDate: this.bank.clock.now() },
    });
  }
}
