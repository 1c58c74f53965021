import { dataAt } from './account-data.js';
import { bindingOf, nonceRefusal, withNextNonce, type RegisteredClient } from './client-checks.js';
import type { Answer, Received } from './https-listener.js';
import type { Ledger } from './ledger.js';
import { explain } from './rejections.js';

const expired: Answer = {
  status: 401,
  headers: { 'www-authenticate': 'DPoP error="invalid_token"' },
};

/** What the bank's API answers: its metadata to everybody, data for a bound token. */
export const resourceServer =
  (parts: {
    readonly ledger: Ledger;
    readonly client: RegisteredClient;
    readonly issuer: () => string;
    readonly resource: () => string;
  }) =>
  async (request: Received): Promise<Answer> => {
    const { ledger, client } = parts;
    const { manners } = ledger;
    ledger.requests.push(request);
    if (request.url.pathname.startsWith('/.well-known/oauth-protected-resource/')) {
      const json = { resource: parts.resource(), authorization_servers: [parts.issuer()] };
      return (
        manners.resourceMetadataAnswer ?? {
          status: 200,
          json: { ...json, ...manners.resourceMetadata },
        }
      );
    }
    if (request.url.pathname.endsWith('/rejections')) {
      return explain(ledger, client, request, 'resourceServer');
    }
    const [, token = ''] = String(request.headers.authorization).split(' ');
    const refusal = nonceRefusal(request, ledger, 'resourceServer', client);
    if (refusal !== undefined) return refusal;
    const { token_type: scheme } = await bindingOf(
      request,
      ledger,
      'resourceServer',
      client,
      token,
    );
    if (request.headers.authorization !== `${scheme} ${token}`) throw new Error('another scheme');
    if (/\/account-access-consents\/[^/]+$/.test(request.url.pathname)) {
      return manners.consent ?? { status: 400, json: { Errors: [{ ErrorCode: 'U011' }] } };
    }
    const position = ledger.issuedTokens.indexOf(token);
    if (position < (manners.refuseTokens ?? 0)) return manners.refusal ?? expired;
    const data = dataAt(request.url.pathname, manners.nextPage);
    const answer = manners.resource ?? { status: 200, json: data };
    return withNextNonce(answer, ledger, 'resourceServer');
  };
