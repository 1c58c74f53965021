import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { clientAssertion, digest, dpopProof, newKey } from './fapi-client-jwt.js';
import {
  asksForNonce,
  formOf,
  type FapiClientOptions,
  type Parameters,
  type Pushed,
  type RequestOverrides,
} from './fapi-client-requests.js';
import { exchange, type ClientTls, type HttpsAnswer } from './https-exchange.js';

type Metadata = Readonly<Record<string, unknown>>;

const secret = (): string => randomBytes(32).toString('base64url');

/**
 * A FAPI 2.0 client with opinions of its own (jose and node:https): right unless told to be wrong, so that specs can
 * send anything. It remembers one DPoP nonce per server and retries once when asked for one.
 */
export class FapiClient {
  readonly dpopKey: JWK;
  private readonly nonces = new Map<string, string>();
  private metadata: Promise<Metadata> | undefined;

  private constructor(
    readonly options: FapiClientOptions,
    dpopKey: JWK,
  ) {
    this.dpopKey = dpopKey;
  }

  static async create(options: FapiClientOptions): Promise<FapiClient> {
    return new FapiClient(options, options.dpopKey ?? (await newKey()));
  }

  /** The metadata document of OpenID Discovery, whose issuer must be ours (SP-5.3.3.1-11). */
  discover(): Promise<Metadata> {
    this.metadata ??= this.fetchMetadata();
    return this.metadata;
  }

  /** Pushes an authorization request with fresh PKCE, state and nonce (RFC 9126 2.1). */
  async push(overrides: RequestOverrides = {}): Promise<Pushed> {
    const own = { codeVerifier: secret(), state: secret(), nonce: secret() };
    const answer = await this.post('pushed_authorization_request_endpoint', overrides, {
      response_type: 'code',
      redirect_uri: this.options.redirectUri,
      scope: 'openid accounts',
      code_challenge: digest(own.codeVerifier),
      code_challenge_method: 'S256',
      state: own.state,
      nonce: own.nonce,
    });
    const requestUri = answer.status === 201 ? String(answer.json()['request_uri']) : '';
    return { answer, requestUri, ...own };
  }

  /** Where the browser goes: `client_id` and `request_uri` alone (SP-5.3.3.2-6), and what a spec adds. */
  async authorizationUrl(
    requestUri: string,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<URL> {
    const url = new URL(await this.endpoint('authorization_endpoint'));
    const { clientId } = this.options;
    const query = { client_id: clientId, request_uri: requestUri, ...parameters };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  redeem(code: string, codeVerifier: string, overrides?: RequestOverrides): Promise<HttpsAnswer> {
    const { redirectUri } = this.options;
    return this.token(overrides, {
      grant_type: 'authorization_code',
      ...{ code, code_verifier: codeVerifier, redirect_uri: redirectUri },
    });
  }

  refresh(refreshToken: string, overrides?: RequestOverrides): Promise<HttpsAnswer> {
    return this.token(overrides, { grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  clientCredentials(scope: string, overrides?: RequestOverrides): Promise<HttpsAnswer> {
    return this.token(overrides, { grant_type: 'client_credentials', scope });
  }

  /** Gives a token back (RFC 7009 2.1). */
  revoke(token: string, overrides: RequestOverrides = {}): Promise<HttpsAnswer> {
    return this.post('revocation_endpoint', { proof: false, ...overrides }, { token });
  }

  /** Asks what a token is worth, as a resource server does (RFC 7662 2.1). */
  introspect(token: string, overrides: RequestOverrides = {}): Promise<HttpsAnswer> {
    return this.post('introspection_endpoint', { proof: false, ...overrides }, { token });
  }

  /** A token request with these parameters. */
  token(overrides: RequestOverrides = {}, parameters: Parameters = {}): Promise<HttpsAnswer> {
    return this.post('token_endpoint', overrides, parameters);
  }

  /** Calls a protected resource with the scheme of its tokens (RFC 9449 7.1, RFC 8705 3). */
  call(url: string, accessToken: string, overrides: RequestOverrides = {}): Promise<HttpsAnswer> {
    const target = overrides.url ?? url;
    const scheme = this.bindsToCertificate ? 'Bearer' : 'DPoP';
    const headers = { authorization: `${scheme} ${accessToken}` };
    return this.withProof(target, overrides, accessToken, (proof) =>
      exchange(target, this.options.ca, {
        method: overrides.method,
        body: overrides.body,
        headers: { ...headers, dpop: proof, ...overrides.headers },
        certificate: this.certificate(overrides),
      }),
    );
  }

  private get bindsToCertificate(): boolean {
    return this.options.constraint === 'mtls';
  }

  private certificate({ certificate }: RequestOverrides): ClientTls | undefined {
    return certificate === false ? undefined : (certificate ?? this.options.certificate);
  }

  private async post(
    endpointName: string,
    overrides: RequestOverrides,
    parameters: Parameters,
  ): Promise<HttpsAnswer> {
    const url = overrides.url ?? (await this.endpoint(endpointName));
    const { clientId, ca } = this.options;
    const method = overrides.method ?? 'POST';
    return this.withProof(url, { ...overrides, method }, undefined, async (proof) => {
      const authenticated = { client_id: clientId, ...(await this.authentication(overrides)) };
      const form = formOf({ ...authenticated, ...parameters, ...overrides.parameters });
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        dpop: proof,
        ...overrides.headers,
      };
      const body = method === 'GET' ? undefined : (overrides.body ?? form);
      return exchange(url, ca, { method, body, headers, certificate: this.certificate(overrides) });
    });
  }

  private async authentication({ assertion }: RequestOverrides): Promise<Parameters> {
    const { key, clientId, issuer } = this.options;
    if (assertion === false || key === undefined) return {};
    return {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await clientAssertion(
        key,
        { clientId, issuer, now: this.now() },
        assertion,
      ),
    };
  }

  /** Sends with a fresh proof; a second time, with the server's nonce, when it asks for one (RFC 9449 8, 9). */
  private async withProof(
    url: string,
    { method = 'GET', proof: asked, retry = true }: RequestOverrides,
    accessToken: string | undefined,
    send: (proof: string | undefined) => Promise<HttpsAnswer>,
  ): Promise<HttpsAnswer> {
    const { origin } = new URL(url);
    const proof = asked ?? (this.bindsToCertificate ? false : undefined);
    const attempt = async (): Promise<HttpsAnswer> => {
      const call = { method, url, now: this.now(), nonce: this.nonces.get(origin), accessToken };
      const answer = await send(
        proof === false ? undefined : await dpopProof(this.dpopKey, call, proof),
      );
      const nonce = answer.header('dpop-nonce');
      if (nonce !== undefined) this.nonces.set(origin, nonce);
      return answer;
    };
    const first = await attempt();
    return retry && proof !== false && asksForNonce(first) ? attempt() : first;
  }

  private async endpoint(name: string): Promise<string> {
    const metadata = await this.discover();
    const { mtls_endpoint_aliases: aliases = {} } = this.options.certificate ? metadata : {};
    const url = (aliases as Metadata)[name] ?? metadata[name];
    if (typeof url !== 'string') throw new Error(`discovery names no ${name}`);
    return url;
  }

  private async fetchMetadata(): Promise<Metadata> {
    const { issuer, ca } = this.options;
    const answer = await exchange(`${issuer}/.well-known/openid-configuration`, ca);
    const metadata = answer.json();
    if (metadata['issuer'] !== issuer) throw new Error(`discovery is not of ${issuer}`);
    return metadata;
  }

  private now(): Date {
    return this.options.now?.() ?? new Date();
  }
}
