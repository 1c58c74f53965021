import { exchange, type HttpsAnswer, type RequestOverrides } from '@sandbank/testing';
import { randomUUID } from 'node:crypto';
import type { Holding } from './holding.js';

/** What may come of an attempt: nothing but a refusal, a way to the sign-in page, or an answer about oneself. */
export type Outcome = 'refused' | 'kept out' | 'own';

/** One call that tries to get at what somebody else holds. */
export interface Attempt {
  readonly what: string;
  /** All that was said in it, which the answer may say again. */
  readonly sent: string;
  readonly may: Outcome;
  readonly answer: HttpsAnswer;
}

/** Tries everything at one endpoint that one party could try against another. */
export type Probe = (attacker: Holding, victim: Holding) => Promise<readonly Attempt[]>;

export const sameApp = (one: Holding, other: Holding): boolean =>
  one.bank === other.bank && one.tpp === other.tpp;
export const samePerson = (one: Holding, other: Holding): boolean =>
  one.bank === other.bank && one.customer.username === other.customer.username;

/** The customer behind a token, as the token says. */
export const subjectOf = ({ accessToken }: Holding): string =>
  (
    JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString('utf8')) as {
      sub: string;
    }
  ).sub;

/** What no answer to another party may say. */
export const secretsOf = (holding: Holding): readonly string[] => [
  ...[holding.consentId, holding.paymentConsentId, holding.lodgedConsentId, holding.grantId],
  ...[holding.paymentId, holding.rejectionId, holding.rejectionInteractionId, subjectOf(holding)],
  ...[holding.accessToken, holding.paymentToken, holding.ownToken, holding.refreshToken],
  ...[holding.customer.name, holding.customer.username, holding.interactionId],
  ...[holding.requestUri, holding.subscriptionId, holding.statementId, ...holding.accountIds],
];

/** The objects of the victim that a parameter of this path can name. */
const objectsOf = (
  name: string,
  path: string,
  attacker: Holding,
  victim: Holding,
): readonly string[] | undefined => {
  const consents = path.includes('/domestic-')
    ? [victim.paymentConsentId]
    : [victim.consentId, victim.lodgedConsentId];
  const objects: Readonly<Record<string, readonly string[]>> = {
    // Who is asked for by two apps is the same person with the same accounts.
    AccountId: samePerson(attacker, victim) ? [] : victim.accountIds,
    ConsentId: consents,
    consentId: consents,
    StatementId: [victim.statementId],
    DomesticPaymentId: [victim.paymentId],
    // Whatever its kind, a payment is refused to others by the same look at its owner.
    DomesticVRPId: [victim.paymentId],
    DomesticScheduledPaymentId: [victim.paymentId],
    DomesticStandingOrderId: [victim.paymentId],
    paymentId: [victim.paymentId],
    grantId: [victim.grantId],
    customerId: [subjectOf(victim)],
    id: [victim.interactionId],
    clientId: [victim.app.options.clientId],
    client_id: [victim.app.options.clientId],
    EventSubscriptionId: [victim.subscriptionId],
  };
  return objects[name];
};

const banksOf = (attacker: Holding, victim: Holding): readonly string[] => [
  ...new Set([attacker.bank, victim.bank]),
];

/** Every path of a route that names the victim's things, at the bank of either. */
const pathsOf = (path: string, attacker: Holding, victim: Holding) =>
  banksOf(attacker, victim).flatMap((bank) => {
    const parameters = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
    const named = parameters.filter((name) => name !== 'bank');
    const start = [path.replace(':bank', bank)];
    const filled = named.reduce((paths, name) => {
      const objects = objectsOf(name, path, attacker, victim);
      if (objects === undefined) throw new Error(`the matrix does not know what :${name} names`);
      return paths.flatMap((each) => objects.map((object) => each.replace(`:${name}`, object)));
    }, start);
    return filled.map((url) => ({ bank, url, namesObject: named.length > 0 }));
  });

const originOf = (holding: Holding, server: 'issuer' | 'api'): string =>
  new URL(server === 'issuer' ? holding.app.options.issuer : holding.resourceBase).origin;

interface ResourceProbe {
  readonly server: 'issuer' | 'api';
  /** Query strings that name the victim's things. */
  readonly queries?: (victim: Holding) => readonly string[];
  readonly body?: (victim: Holding) => object;
  /** What is sent where nothing of the victim's is named. */
  readonly plain?: object;
}

/** A protected resource: asked with every token that the attacker has, and with the victim's own but without its key. */
export const resource =
  (
    method: string,
    path: string,
    { server, queries = () => [], body, plain = {} }: ResourceProbe,
  ): Probe =>
  async (attacker, victim) => {
    const attempts: Attempt[] = [];
    // An app may look after whatever it holds itself, from whichever customer.
    const tokens = {
      'token of its customer': attacker.accessToken,
      'token of a payment': attacker.paymentToken,
      ...(!sameApp(attacker, victim) && { 'token of the app': attacker.ownToken }),
      'stolen token': victim.accessToken,
    };
    for (const place of pathsOf(path, attacker, victim))
      for (const [with_, token] of Object.entries(tokens))
        for (const query of ['', ...queries(victim)]) {
          const isStolen = token === victim.accessToken;
          // The same app holds the key of its tokens at both banks: each is good at its own bank alone.
          if (isStolen && attacker.tpp === victim.tpp && place.bank === victim.bank) continue;
          const isOwn = !isStolen && !place.namesObject && place.bank === attacker.bank;
          const url = originOf(attacker, server) + place.url + query;
          const text = JSON.stringify(body === undefined ? plain : body(victim));
          const overrides: RequestOverrides =
            method === 'GET' ? {} : { method, body: text, headers: jsonHeaders() };
          attempts.push({
            what: `${method} ${place.url}${query} with the ${with_}`,
            sent: url + text,
            may: isOwn && (method === 'GET' || body === undefined) ? 'own' : 'refused',
            answer: await attacker.app.call(url, token, overrides),
          });
        }
    return attempts;
  };

const jsonHeaders = () => ({
  'content-type': 'application/json',
  'x-idempotency-key': randomUUID(),
});

/** What is said to everybody is said without a secret of anybody. */
export const open =
  (url: (victim: Holding) => string): Probe =>
  async (attacker, victim) => {
    const target = url(victim);
    const answer = await exchange(target, attacker.app.options.ca);
    return [{ what: `GET ${target}`, sent: target, may: 'own', answer }];
  };

type Cookies = (holding: Holding) => Promise<string>;

/** A page of a customer: opened in a browser that holds nothing, and in one that holds what is the attacker's. */
export const page =
  (method: string, path: string, cookies: Cookies): Probe =>
  async (attacker, victim) => {
    const attempts: Attempt[] = [];
    for (const { url, bank } of pathsOf(path, attacker, victim))
      for (const cookie of [undefined, await cookies(attacker)]) {
        const target = originOf(attacker, 'issuer') + url;
        const isSignedIn = cookie !== undefined && bank === attacker.bank;
        const about = /:(consentId|paymentId|id)/.test(path);
        const form = { 'content-type': 'application/x-www-form-urlencoded' };
        attempts.push({
          what: `${method} ${url} in a browser ${cookie === undefined ? 'of nobody' : 'of its own'}`,
          sent: target,
          may: isSignedIn && method === 'GET' && !about ? 'own' : 'kept out',
          answer: await exchange(target, attacker.app.options.ca, {
            method,
            headers: { cookie, origin: new URL(target).origin, ...(method === 'POST' && form) },
            body: method === 'POST' ? '' : undefined,
          }),
        });
      }
    return attempts;
  };
