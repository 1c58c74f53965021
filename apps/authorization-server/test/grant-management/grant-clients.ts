import {
  authorizationResponse,
  BankVisitor,
  codeOnPhone,
  completeJourney,
  offeredAccounts,
  type FapiClient,
  type HttpsAnswer,
  type Journey,
  type Page,
  type Pushed,
} from '@sandbank/testing';
import { furtherClient } from '../further-clients.js';
import { maya, type RunningServer } from '../running-server.js';

export const scopes =
  'openid profile accounts payments grant_management_query grant_management_revoke';

/** A client that may look after its grants. */
export const grantClient = (
  server: RunningServer,
  clientId: string,
  metadata: Readonly<Record<string, unknown>> = {},
): Promise<FapiClient> => furtherClient(server, clientId, { scope: scopes, ...metadata });

export const accountAccess = (...permissions: string[]) => ({
  type: 'urn:sandbank:account-access:v1',
  consent: { Permissions: permissions },
});

export const basics = accountAccess('ReadAccountsBasic');
export const balances = accountAccess('ReadAccountsBasic', 'ReadBalances');

/** An enriched entry of `authorization_details`. */
export interface Held {
  readonly ConsentId: string;
  readonly Status: string;
  readonly AccountIds: readonly string[];
  readonly consent: { readonly Permissions: readonly string[] };
}

export const detailsOf = (body: Readonly<Record<string, unknown>>): readonly Held[] =>
  (body['authorization_details'] ?? []) as readonly Held[];

export const grantIdOf = ({ tokens }: Journey): string => String(tokens['grant_id']);

type Parameters = Readonly<Record<string, string | undefined>>;

export const asking = (details: object, parameters: Parameters = {}): Parameters => ({
  scope: 'accounts',
  authorization_details: JSON.stringify([details]),
  ...parameters,
});

/** A whole journey of Maya's with this in the pushed request, for the accounts that are chosen. */
export const journey = (
  client: FapiClient,
  parameters: Parameters,
  choose?: (offered: readonly string[]) => readonly string[],
): Promise<Journey> =>
  completeJourney(client, maya, { push: { parameters }, ...(choose && { choose }) });

export const change = (
  grant_management_action: string,
  grant_id: string,
  details: object = balances,
): Parameters => asking(details, { grant_management_action, grant_id });

/** A request that waits for the customer's yes, on the page where it is asked for. */
export interface Asked {
  readonly pushed: Pushed;
  readonly page: Page;
  readonly visitor: BankVisitor;
}

/** Pushes, and signs a customer in up to the page. */
export async function asked(
  server: RunningServer,
  client: FapiClient,
  parameters: Parameters,
  login: { readonly username: string; readonly password: string } = maya,
): Promise<Asked> {
  const pushed = await client.push({ parameters });
  const visitor = new BankVisitor(server.tls.ca);
  const first = await visitor.open(await client.authorizationUrl(pushed.requestUri));
  const code = await visitor.press(first, 'login-submit', { ...login });
  const otp = login.username === maya.username ? maya.code : codeOnPhone(code);
  return { pushed, visitor, page: await visitor.press(code, 'login-submit', { otp }) };
}

/** The customer says yes to everything; resolves to where the browser was sent. */
export const allow = ({ visitor, page }: Asked): Promise<Page> =>
  visitor.press(page, 'consent-allow', { accounts: offeredAccounts(page) });

/** The same, up to the code, which nobody has redeemed yet. */
export async function approved(client: FapiClient, question: Asked): Promise<string> {
  return authorizationResponse(client, question.pushed, await allow(question)).code;
}

export const grantUrl = (server: RunningServer, grantId: string): string =>
  `${server.issuer}/grants/${grantId}`;

/** A token of the client's own. */
export async function ownToken(client: FapiClient, scope: string): Promise<string> {
  const answer = await client.clientCredentials(scope);
  if (answer.status !== 200) throw new Error(answer.body);
  return String(answer.json()['access_token']);
}

export const query = async (
  server: RunningServer,
  client: FapiClient,
  grantId: string,
): Promise<HttpsAnswer> =>
  client.call(grantUrl(server, grantId), await ownToken(client, 'grant_management_query'));

export const revoke = async (
  server: RunningServer,
  client: FapiClient,
  grantId: string,
): Promise<HttpsAnswer> =>
  client.call(grantUrl(server, grantId), await ownToken(client, 'grant_management_revoke'), {
    method: 'DELETE',
  });
