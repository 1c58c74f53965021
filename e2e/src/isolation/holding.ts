import {
  authorizationResponse,
  BankVisitor,
  codeOnPhone,
  offeredAccounts,
  type CustomerLogin,
  type FapiClient,
  type HttpsAnswer,
  type Pushed,
} from '@sandbank/testing';
import { randomUUID } from 'node:crypto';

/** One app at one bank, with the customer who lets it in. */
export interface Party {
  readonly bank: string;
  readonly tpp: string;
  readonly customer: CustomerLogin & { readonly name: string };
  readonly app: FapiClient;
  readonly resourceBase: string;
}

/** All that a party holds: what nobody else may get anything for. */
export interface Holding extends Party {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** The token of the app itself, for what it does without a customer. */
  readonly ownToken: string;
  readonly consentId: string;
  readonly grantId: string;
  readonly accountIds: readonly string[];
  /** Of a month of an account. */
  readonly statementId: string;
  readonly paymentToken: string;
  readonly paymentConsentId: string;
  readonly paymentId: string;
  /** What it is told of, and where. */
  readonly subscriptionId: string;
  /** A consent that was lodged and awaits its customer. */
  readonly lodgedConsentId: string;
  /** A pushed request, and the interaction that a customer began with another. */
  readonly requestUri: string;
  readonly interactionId: string;
  /** The interaction id and the place of a rejection in the list of its client. */
  readonly rejectionInteractionId: string;
  readonly rejectionId: string;
}

/** A journey that stands before the redemption of its code. */
export interface Approved {
  readonly pushed: Pushed;
  readonly code: string;
}

const accountAccess = (resourceBase: string) => [
  {
    type: 'urn:sandbank:account-access:v1',
    locations: [`${resourceBase}/aisp`],
    consent: { Permissions: permissions, Purpose: 'Budgeting' },
  },
];
const permissions = [
  ...['ReadAccountsDetail', 'ReadBalances', 'ReadTransactionsDetail'],
  ...['ReadTransactionsCredits', 'ReadTransactionsDebits'],
  ...['ReadBeneficiariesDetail', 'ReadDirectDebits', 'ReadStandingOrdersDetail'],
  ...['ReadScheduledPaymentsDetail', 'ReadProducts', 'ReadOffers'],
  ...['ReadParty', 'ReadPartyPSU', 'ReadStatementsDetail'],
];
const payment = (name: string) => ({
  Initiation: {
    InstructionIdentification: 'ISOLATION',
    EndToEndIdentification: 'ISOLATION',
    InstructedAmount: { Amount: '1.00', Currency: 'GBP' },
    CreditorAccount: {
      SchemeName: 'UK.OBIE.SortCodeAccountNumber',
      Identification: '40112076543210',
      Name: `Payee of ${name}`,
    },
  },
  Risk: {},
});

const approved = async (
  { app, customer }: Party,
  parameters: Readonly<Record<string, string>>,
): Promise<Approved> => {
  const pushed = await app.push({ parameters });
  if (pushed.requestUri === '') throw new Error(`not pushed: ${pushed.answer.body}`);
  const visitor = new BankVisitor(app.options.ca);
  const login = await visitor.open(await app.authorizationUrl(pushed.requestUri));
  const { username, password, code } = customer;
  const phone = await visitor.press(login, 'login-submit', { username, password });
  const otp = parameters['scope']?.includes('payments') === true ? codeOnPhone(phone) : code;
  const page = await visitor.press(phone, 'login-submit', { otp });
  const accounts = offeredAccounts(page).slice(0, 1);
  const callback = await visitor.press(page, 'consent-allow', { accounts });
  return { pushed, code: authorizationResponse(app, pushed, callback).code };
};

/** The customer lets the app see accounts; the code is not redeemed yet. */
export const approveAccess = (party: Party): Promise<Approved> =>
  approved(party, {
    scope: 'openid accounts',
    authorization_details: JSON.stringify(accountAccess(party.resourceBase)),
  });

const succeeded = (answer: HttpsAnswer): Record<string, unknown> => {
  if (answer.status < 300) return answer.json();
  throw new Error(`${answer.status}: ${answer.body}`);
};

interface TokenResponse {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly grant_id: string;
  readonly authorization_details: readonly { ConsentId: string; AccountIds: string[] }[];
}

/** Redeems the code and gathers one of everything that a party can hold. */
export const gather = async (party: Party, { pushed, code }: Approved): Promise<Holding> => {
  const { app } = party;
  const redeem = async (journey: Approved): Promise<TokenResponse> =>
    succeeded(
      await app.redeem(journey.code, journey.pushed.codeVerifier),
    ) as unknown as TokenResponse;
  const access = await redeem({ pushed, code });
  const [detail] = access.authorization_details;
  const own = succeeded(await app.clientCredentials('accounts payments rejections'));
  const paid = await pay(party, redeem);
  const interaction = await app.push();
  const visitor = new BankVisitor(app.options.ca);
  const page = await visitor.open(await app.authorizationUrl(interaction.requestUri));
  return {
    ...party,
    accessToken: access.access_token,
    refreshToken: access.refresh_token,
    grantId: access.grant_id,
    ownToken: String(own['access_token']),
    consentId: detail!.ConsentId,
    accountIds: detail!.AccountIds,
    statementId: await aStatement(party, access.access_token),
    ...paid,
    subscriptionId: await subscribe(party, String(own['access_token'])),
    lodgedConsentId: await lodge(party, String(own['access_token'])),
    requestUri: (await app.push()).requestUri,
    interactionId: /interaction\/([^/]+)/.exec(page.url.pathname)![1]!,
    ...(await rejection(party, String(own['access_token']))),
  };
};

const aStatement = async ({ app, resourceBase }: Party, token: string): Promise<string> => {
  const answer = await app.call(`${resourceBase}/aisp/statements`, token);
  const { Data } = succeeded(answer) as { Data: { Statement: { StatementId: string }[] } };
  return Data.Statement[0]!.StatementId;
};

const pay = async (party: Party, redeem: (journey: Approved) => Promise<TokenResponse>) => {
  const consent = payment(party.customer.name);
  const journey = await approved(party, {
    scope: 'openid payments',
    authorization_details: JSON.stringify([{ type: 'urn:sandbank:domestic-payment:v1', consent }]),
  });
  const tokens = await redeem(journey);
  const { ConsentId } = tokens.authorization_details[0]!;
  const { Initiation, Risk } = consent;
  const answer = await party.app.call(
    ...([`${party.resourceBase}/pisp/domestic-payments`, tokens.access_token] as const),
    {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-idempotency-key': randomUUID() },
      body: JSON.stringify({ Data: { ConsentId, Initiation }, Risk }),
    },
  );
  const { Data } = succeeded(answer) as { Data: { DomesticPaymentId: string } };
  return {
    paymentToken: tokens.access_token,
    paymentConsentId: ConsentId,
    paymentId: Data.DomesticPaymentId,
  };
};

const lodge = async ({ app, resourceBase }: Party, token: string): Promise<string> => {
  const answer = await app.call(`${resourceBase}/aisp/account-access-consents`, token, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ Data: { Permissions: permissions }, Risk: {} }),
  });
  return (succeeded(answer) as { Data: { ConsentId: string } }).Data.ConsentId;
};

/** Subscribes to events, unless the app has done so for another customer. */
const subscribe = async ({ app, resourceBase }: Party, token: string): Promise<string> => {
  const url = `${resourceBase}/event-subscriptions`;
  await app.call(url, token, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ Data: { Version: '4.0' } }),
  });
  const { Data } = succeeded(await app.call(url, token)) as {
    Data: { EventSubscription: { EventSubscriptionId: string }[] };
  };
  return Data.EventSubscription[0]!.EventSubscriptionId;
};

/** Is refused once, and finds the place of that in its list. */
const rejection = async ({ app }: Party, token: string) => {
  const rejectionInteractionId = randomUUID();
  await app.push({
    parameters: { redirect_uri: 'https://elsewhere.example/' },
    headers: { 'x-fapi-interaction-id': rejectionInteractionId },
  });
  const url = `${app.options.issuer}/rejections?interaction_id=${rejectionInteractionId}`;
  for (let patience = 0; patience < 50; patience += 1) {
    const { rejections } = succeeded(await app.call(url, token)) as {
      rejections: { id: string }[];
    };
    const [found] = rejections;
    if (found !== undefined) return { rejectionInteractionId, rejectionId: found.id };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the rejection was not recorded');
};
