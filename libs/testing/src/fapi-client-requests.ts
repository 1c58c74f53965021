import type { JWK } from 'jose';
import type { JwtOverrides } from './fapi-client-jwt.js';
import type { ClientTls, HeaderFields, HttpsAnswer } from './https-exchange.js';

export interface FapiClientOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  /** PEM of the authority to trust. */
  readonly ca: string;
  /** Private key of the client's registered set, with `alg` and `kid`; a client without one authenticates by certificate. */
  readonly key?: JWK | undefined;
  /** Shown at every endpoint that has an alias for mutual TLS, and at every resource (RFC 8705 5). */
  readonly certificate?: ClientTls | undefined;
  /** What the client's tokens are bound to; a DPoP key by default. */
  readonly constraint?: 'dpop' | 'mtls';
  /** Private key of the proofs; a new ES256 key by default. */
  readonly dpopKey?: JWK;
  /** The client's clock; the machine's by default. */
  readonly now?: () => Date;
}

/** Form parameters: a list repeats the parameter, undefined leaves it out. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a spec may do wrong in one request. */
export interface RequestOverrides {
  readonly method?: string;
  readonly url?: string;
  readonly parameters?: Parameters;
  readonly headers?: HeaderFields;
  /** The whole body, whatever the parameters say. */
  readonly body?: string;
  /** False sends no client assertion. */
  readonly assertion?: JwtOverrides | false;
  /** False sends no DPoP proof, as a client does whose tokens are bound to its certificate. */
  readonly proof?: JwtOverrides | false;
  /** Another certificate; false shows none. */
  readonly certificate?: ClientTls | false;
  /** False takes `use_dpop_nonce` for an answer like any other. */
  readonly retry?: boolean;
}

/** An answer to a push, and what only this client knows about its request. */
export interface Pushed {
  readonly answer: HttpsAnswer;
  /** Empty unless the answer was 201. */
  readonly requestUri: string;
  readonly codeVerifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** True for either form of a request for a nonce (RFC 9449 8, 9). */
export function asksForNonce(answer: HttpsAnswer): boolean {
  if (answer.header('www-authenticate')?.includes('error="use_dpop_nonce"')) return true;
  return answer.status === 400 && answer.body.includes('"use_dpop_nonce"');
}

/** The form of these parameters. */
export function formOf(parameters: Parameters): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) for (const one of [value].flat()) form.append(name, one);
  return form.toString();
}
