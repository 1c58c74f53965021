import { randomBytes, randomUUID } from 'node:crypto';
import { newKey, publicJwk, type TestClock, type TestTls } from '@sandbank/testing';
import { importJWK, SignJWT, type JWK } from 'jose';
import { listen, type Answer, type Listener, type Received } from './https-listener.js';
import { nonceOf, verifiedProof, verifyAssertion } from './proofs.js';

export const clientId = 'client-tally';

/** How the bank misbehaves; nothing set is a bank as it should be. */
export interface Manners {
  metadata?: Readonly<Record<string, unknown>>;
  push?: Answer;
  /** Changes claims of the ID token. */
  idToken?: Readonly<Record<string, unknown>>;
  /** Signs the ID token with a key that is not published. */
  foreignSignature?: boolean;
  tokenType?: string;
  /** Changes claims of the access token. */
  accessToken?: Readonly<Record<string, unknown>>;
  token?: Answer;
  refresh?: Answer;
  /** Answers every resource call that reaches the data. */
  resource?: Answer;
  /** Refuses as expired the first so many access tokens that it issued. */
  refuseTokens?: number;
  nextPage?: string;
}

interface Pushed {
  readonly params: URLSearchParams;
  readonly thumbprint: string;
}

/** A bank of the specs' own: authorization server and API on two origins, each with nonces of its own. */
export interface TestBank {
  readonly issuer: string;
  readonly resourceBase: string;
  manners: Manners;
  /** Every request, in order. */
  readonly requests: Received[];
  /** Everything secret that the bank handed out. */
  readonly secrets: string[];
  /** How many access tokens it has issued. */
  readonly tokensIssued: number;
  requestsTo(path: string): Received[];
  /** What the customer's browser would bring back, had they allowed it. */
  allow(authorizationUrl: string, change?: Readonly<Record<string, string | undefined>>): URL;
  stop(): Promise<void>;
}

const opaque = (): string => randomBytes(32).toString('base64url');
const details = {
  type: 'urn:sandbank:account-access:v1',
  ConsentId: randomUUID(),
  Status: 'AUTH',
  AccountIds: ['acc-1', 'acc-2'],
};

export async function startTestBank(
  tls: TestTls,
  clientKeys: readonly JWK[],
  clock: TestClock,
): Promise<TestBank> {
  const requests: Received[] = [];
  const secrets: string[] = [];
  const pushed = new Map<string, Pushed>();
  const codes = new Map<string, Pushed>();
  const refreshTokens = new Map<string, string>();
  const issuedTokens: string[] = [];
  const nonces = { authorizationServer: opaque(), resourceServer: opaque() };
  const key = await newKey();
  const foreign = await newKey();
  const bank = { manners: {} as Manners };

  const sign = async (typ: string, claims: Record<string, unknown>, by: JWK): Promise<string> => {
    const jwt = await new SignJWT({ iss: `${as.url}/harbour`, jti: randomUUID(), ...claims })
      .setProtectedHeader({ alg: 'ES256', typ, kid: String(key.kid) })
      .setIssuedAt(clock.now())
      .setExpirationTime(typeof claims['exp'] === 'number' ? claims['exp'] : '5m')
      .sign(await importJWK(by, 'ES256'));
    secrets.push(jwt, jwt.split('.')[2] ?? '');
    return jwt;
  };

  const tokens = async (thumbprint: string, nonce: string | null): Promise<Answer> => {
    const { manners } = bank;
    const accessToken = await sign(
      'at+jwt',
      {
        aud: rs.url + '/harbour/open-banking/v4.0',
        sub: 'someone',
        client_id: clientId,
        cnf: { jkt: thumbprint },
        ...manners.accessToken,
      },
      key,
    );
    issuedTokens.push(accessToken);
    const refreshToken = opaque();
    refreshTokens.set(refreshToken, thumbprint);
    secrets.push(refreshToken);
    const idToken =
      nonce === null
        ? {}
        : {
            id_token: await sign(
              'JWT',
              { aud: clientId, sub: 'someone', nonce, ...manners.idToken },
              manners.foreignSignature === true ? foreign : key,
            ),
          };
    return {
      status: 200,
      json: {
        access_token: accessToken,
        token_type: manners.tokenType ?? 'DPoP',
        expires_in: 300,
        refresh_token: refreshToken,
        authorization_details: [details],
        ...idToken,
      },
    };
  };

  const authorizationServer = async (request: Received, base: string): Promise<Answer> => {
    const issuer = `${base}/harbour`;
    const path = request.url.pathname;
    if (path.endsWith('openid-configuration')) {
      return { status: 200, json: { ...metadataOf(issuer), ...bank.manners.metadata } };
    }
    if (path.endsWith('/jwks')) return { status: 200, json: { keys: [publicJwk(key)] } };
    await verifyAssertion(request, clientKeys, { issuer, clientId });
    if (nonceOf(request) !== nonces.authorizationServer)
      return wantsNonce(400, nonces.authorizationServer);
    const thumbprint = await verifiedProof(request, nonces.authorizationServer);
    if (path.endsWith('/par')) {
      if (bank.manners.push !== undefined) return bank.manners.push;
      const requestUri = `urn:ietf:params:oauth:request_uri:${opaque()}`;
      pushed.set(requestUri, { params: request.form, thumbprint });
      return { status: 201, json: { request_uri: requestUri, expires_in: 90 } };
    }
    if (request.form.get('grant_type') === 'refresh_token') {
      if (bank.manners.refresh !== undefined) return bank.manners.refresh;
      const token = request.form.get('refresh_token') ?? '';
      if (!refreshTokens.delete(token)) return { status: 400, json: { error: 'invalid_grant' } };
      return tokens(thumbprint, null);
    }
    if (bank.manners.token !== undefined) return bank.manners.token;
    const code = request.form.get('code') ?? '';
    const grant = codes.get(code);
    codes.delete(code);
    if (grant?.thumbprint !== thumbprint) return { status: 400, json: { error: 'invalid_grant' } };
    return tokens(thumbprint, grant.params.get('nonce'));
  };

  const resourceServer = async (request: Received): Promise<Answer> => {
    const token = String(request.headers.authorization).replace('DPoP ', '');
    if (nonceOf(request) !== nonces.resourceServer) return wantsNonce(401, nonces.resourceServer);
    await verifiedProof(request, nonces.resourceServer, token);
    const position = issuedTokens.indexOf(token);
    if (position < (bank.manners.refuseTokens ?? 0)) {
      return { status: 401, headers: { 'www-authenticate': 'DPoP error="invalid_token"' } };
    }
    return (
      bank.manners.resource ?? { status: 200, json: dataOf(request.url.pathname, bank.manners) }
    );
  };

  const recorded =
    (handle: (request: Received, base: string) => Promise<Answer>) =>
    (request: Received, base: string): Promise<Answer> => {
      requests.push(request);
      return handle(request, base);
    };
  const as: Listener = await listen(tls, recorded(authorizationServer));
  const rs: Listener = await listen(tls, recorded(resourceServer));

  return {
    issuer: `${as.url}/harbour`,
    resourceBase: `${rs.url}/harbour/open-banking/v4.0`,
    get manners() {
      return bank.manners;
    },
    set manners(manners: Manners) {
      bank.manners = manners;
    },
    requests,
    secrets,
    get tokensIssued() {
      return issuedTokens.length;
    },
    requestsTo: (path) => requests.filter(({ url }) => url.pathname.endsWith(path)),
    allow: (authorizationUrl, change = {}) => {
      const request = pushed.get(new URL(authorizationUrl).searchParams.get('request_uri') ?? '');
      if (request === undefined) throw new Error('nothing was pushed under this request_uri');
      const code = opaque();
      secrets.push(code);
      codes.set(code, request);
      const back = new URL(String(request.params.get('redirect_uri')));
      const answer = {
        code,
        state: request.params.get('state'),
        iss: `${as.url}/harbour`,
        ...change,
      };
      for (const [name, value] of Object.entries(answer)) {
        if (typeof value === 'string') back.searchParams.set(name, value);
      }
      return back;
    },
    stop: async () => {
      await as.stop();
      await rs.stop();
    },
  };
}

const metadataOf = (issuer: string): Record<string, unknown> => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  pushed_authorization_request_endpoint: `${issuer}/par`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  authorization_response_iss_parameter_supported: true,
  code_challenge_methods_supported: ['S256'],
  dpop_signing_alg_values_supported: ['ES256'],
  id_token_signing_alg_values_supported: ['ES256'],
});

const wantsNonce = (status: number, nonce: string): Answer => ({
  status,
  headers: {
    'dpop-nonce': nonce,
    ...(status === 401 ? { 'www-authenticate': 'DPoP error="use_dpop_nonce"' } : {}),
  },
  ...(status === 400 ? { json: { error: 'use_dpop_nonce' } } : { text: '' }),
});

const amount = (Amount: string): object => ({ Amount, Currency: 'GBP' });

const dataOf = (path: string, manners: Manners): unknown => {
  if (path.endsWith('/accounts')) {
    return {
      Data: {
        Account: [
          {
            AccountId: 'acc-1',
            AccountTypeCode: 'CACC',
            Nickname: 'Everyday',
            Account: [
              { SchemeName: 'UK.OBIE.SortCodeAccountNumber', Identification: '10203012345678' },
            ],
          },
          { AccountId: 'acc-2', Description: 'Savings' },
        ],
      },
    };
  }
  if (path.endsWith('/balances')) {
    const balance = { AccountId: 'acc-1', DateTime: '2026-11-21T10:00:00+00:00' };
    return {
      Data: {
        Balance: [
          { ...balance, CreditDebitIndicator: 'Credit', Type: 'ITAV', Amount: amount('250.00') },
          { ...balance, CreditDebitIndicator: 'Debit', Type: 'ITBD', Amount: amount('12.50') },
        ],
      },
    };
  }
  const booked = new Date().toISOString();
  const entry = { AccountId: 'acc-1', Status: 'BOOK', BookingDateTime: booked };
  return {
    Data: {
      Transaction: [
        {
          ...entry,
          CreditDebitIndicator: 'Debit',
          Amount: amount('20.40'),
          MerchantDetails: { MerchantName: 'Fennel & Rye', MerchantCategoryCode: '5411' },
        },
        {
          ...entry,
          CreditDebitIndicator: 'Credit',
          Amount: amount('1000.00'),
          BankTransactionCode: { Code: 'RCDT', SubCode: 'SALA' },
        },
      ],
    },
    ...(manners.nextPage === undefined ? {} : { Links: { Next: manners.nextPage } }),
  };
};
