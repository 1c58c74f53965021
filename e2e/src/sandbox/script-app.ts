import * as oauth from 'oauth4webapi';
import { accountAccess, type GrantedAccess } from './account-access.js';
import { bank, scriptClient, type Bank, type ScriptClient } from './sandbox.js';
import type { SandboxDescription } from './description.js';

/** A pushed request, and what its client keeps for the answer. */
export interface PushedRequest {
  url: URL;
  requestUri: string;
  expiresInSeconds: number;
  verifier: string;
  state: string;
  nonce: string;
}

/** Tokens as the script app got them. */
export interface Tokens {
  accessToken: string;
  refreshToken: string;
  access: GrantedAccess;
  grantId: string;
}

/** What an app must know of its own registration. */
export type AppClient = Pick<ScriptClient, 'client_id' | 'redirect_uris' | 'jwks'>;

/** How a request leaves for the network. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

/** The script client at work, on oauth4webapi, for tests that need a journey but are about something else. */
export class ScriptApp {
  private constructor(
    readonly bank: Bank,
    private readonly script: AppClient,
    private readonly as: oauth.AuthorizationServer,
    private readonly clientAuth: oauth.ClientAuth,
    private readonly proof: oauth.DPoPHandle,
  ) {}

  /** The sandbox's own client for scripts, or another one of the same making. */
  static async discover(
    description: SandboxDescription,
    script: AppClient = scriptClient(description),
  ): Promise<ScriptApp> {
    const harbour = bank(description);
    const issuer = new URL(harbour.issuer);
    const answer = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2' });
    const as = await oauth.processDiscoveryResponse(issuer, answer);
    const jwk = script.jwks.keys[0]! as JsonWebKey & { kid: string };
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign']);
    const proof = oauth.DPoP({}, await oauth.generateKeyPair('ES256'));
    return new ScriptApp(harbour, script, as, oauth.PrivateKeyJwt({ key, kid: jwk.kid }), proof);
  }

  private get client(): oauth.Client {
    return { client_id: this.script.client_id };
  }

  authorizationUrl(requestUri: string): URL {
    const url = new URL(this.as.authorization_endpoint!);
    url.searchParams.set('client_id', this.script.client_id);
    url.searchParams.set('request_uri', requestUri);
    return url;
  }

  /** Pushes a request for account access, with whatever a test changes. */
  async push(changes: Readonly<Record<string, string>> = {}): Promise<PushedRequest> {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    const parameters = {
      response_type: 'code',
      redirect_uri: this.script.redirect_uris[0]!,
      scope: 'openid accounts',
      authorization_details: JSON.stringify(accountAccess(this.bank)),
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...changes,
    };
    const { request_uri, expires_in } = await withNonce(async () =>
      oauth.processPushedAuthorizationResponse(
        this.as,
        this.client,
        await oauth.pushedAuthorizationRequest(this.as, this.client, this.clientAuth, parameters, {
          DPoP: this.proof,
        }),
      ),
    );
    return {
      url: this.authorizationUrl(request_uri),
      requestUri: request_uri,
      expiresInSeconds: expires_in,
      verifier,
      state,
      nonce,
    };
  }

  /** Exchanges the code that came back. Throws the library's error when the bank refuses. */
  async exchange(request: PushedRequest, callback: URL, send: Send = fetch): Promise<Tokens> {
    const answer = oauth.validateAuthResponse(this.as, this.client, callback, request.state);
    const tokens = await withNonce(async () =>
      oauth.processAuthorizationCodeResponse(
        this.as,
        this.client,
        await oauth.authorizationCodeGrantRequest(
          this.as,
          this.client,
          this.clientAuth,
          answer,
          this.script.redirect_uris[0]!,
          request.verifier,
          { DPoP: this.proof, [oauth.customFetch]: send },
        ),
        { expectedNonce: request.nonce },
      ),
    );
    return tokensOf(tokens);
  }

  /** Asks for a token of the client's own; resolves to the bank's answer, whatever it is. */
  async clientToken(send: Send = fetch): Promise<Response> {
    const scope = { scope: 'accounts' };
    const options = { DPoP: this.proof, [oauth.customFetch]: send };
    return oauth.clientCredentialsGrantRequest(
      ...([this.as, this.client, this.clientAuth, scope, options] as const),
    );
  }

  /** A token of the client's own. */
  async ownToken(scope: string): Promise<string> {
    const { access_token: token } = await withNonce(async () =>
      oauth.processClientCredentialsResponse(
        this.as,
        this.client,
        await oauth.clientCredentialsGrantRequest(
          ...([this.as, this.client, this.clientAuth, { scope }, { DPoP: this.proof }] as const),
        ),
      ),
    );
    return token;
  }

  /** Calls with token and proof; resolves to the answer, whatever it is but a challenge for a nonce. */
  async call(
    accessToken: string,
    url: string,
    { method = 'GET', send = fetch }: { method?: string; send?: Send } = {},
  ): Promise<Response> {
    // Nothing is sent in a body here.
    const bodiless = (to: string, { body: _body, ...init }: { body?: unknown }) => send(to, init);
    const options = { DPoP: this.proof, [oauth.customFetch]: bodiless };
    try {
      return await withNonce(() =>
        oauth.protectedResourceRequest(
          ...([accessToken, method, new URL(url), undefined, undefined, options] as const),
        ),
      );
    } catch (error) {
      if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response;
      throw error;
    }
  }

  async refresh(refreshToken: string, send: Send = fetch): Promise<Tokens> {
    const options = { DPoP: this.proof, [oauth.customFetch]: send };
    const tokens = await withNonce(async () =>
      oauth.processRefreshTokenResponse(
        this.as,
        this.client,
        await oauth.refreshTokenGrantRequest(
          ...([this.as, this.client, this.clientAuth, refreshToken, options] as const),
        ),
      ),
    );
    return tokensOf({ refresh_token: refreshToken, ...tokens });
  }

  /** Gives a token back (RFC 7009). Throws unless the answer is 200. */
  async revoke(token: string, send: Send = fetch): Promise<void> {
    const options = { [oauth.customFetch]: send };
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(
        ...([this.as, this.client, this.clientAuth, token, options] as const),
      ),
    );
  }

  /** Sends JSON; resolves to the answer, whatever it is but a challenge for a nonce. */
  async post(accessToken: string, path: string, body: object, key?: string): Promise<Response> {
    const headers = new Headers({ 'content-type': 'application/json' });
    if (key !== undefined) headers.set('x-idempotency-key', key);
    const url = new URL(`${this.bank.resource_base}/${path}`);
    return withNonce(() =>
      oauth.protectedResourceRequest(accessToken, 'POST', url, headers, JSON.stringify(body), {
        DPoP: this.proof,
      }),
    );
  }

  /** Sends JSON to the payments API; resolves to the answer, whatever it is but a challenge for a nonce. */
  async pay(accessToken: string, order: unknown, key: string): Promise<Response> {
    const headers = new Headers({ 'content-type': 'application/json', 'x-idempotency-key': key });
    const url = new URL(`${this.bank.resource_base}/pisp/domestic-payments`);
    return withNonce(() =>
      oauth.protectedResourceRequest(accessToken, 'POST', url, headers, JSON.stringify(order), {
        DPoP: this.proof,
      }),
    );
  }

  /** Asks the accounts API; resolves to the decoded body. Throws unless the answer is 200. */
  async get<Body>(accessToken: string, path: string): Promise<Body> {
    const response = await withNonce(() =>
      oauth.protectedResourceRequest(
        accessToken,
        'GET',
        new URL(`${this.bank.resource_base}/aisp${path}`),
        undefined,
        undefined,
        { DPoP: this.proof },
      ),
    );
    if (response.status !== 200) {
      throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    }
    return (await response.json()) as Body;
  }
}

/** Runs a step; when the server asks for its nonce, runs it once more. */
export const withNonce = async <Result>(step: () => Promise<Result>): Promise<Result> => {
  try {
    return await step();
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error;
    return step();
  }
};

const tokensOf = (response: oauth.TokenEndpointResponse): Tokens => ({
  accessToken: response.access_token,
  refreshToken: response.refresh_token!,
  access: (response.authorization_details as unknown as GrantedAccess[])[0]!,
  grantId: response['grant_id'] as string,
});
