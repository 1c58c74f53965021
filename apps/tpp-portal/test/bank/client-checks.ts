import type { JWK } from 'jose';
import type { Answer, Received } from './https-listener.js';
import { opaque, type Binding, type Ledger } from './ledger.js';
import { nonceOf, verifiedProof, verifyAssertion } from './proofs.js';

export const clientId = 'client-tally';

/** How the bank's client is registered. */
export interface RegisteredClient {
  readonly keys: readonly JWK[];
  /** Authenticates by this certificate instead of an assertion. */
  readonly certificate?: string | undefined;
  /** Tokens are bound to this certificate instead of a DPoP key. */
  readonly boundTo?: string | undefined;
}

/** The client's own authentication; throws on any fault. */
export async function authenticate(
  request: Received,
  issuer: string,
  client: RegisteredClient,
  aheadSeconds?: number,
): Promise<void> {
  if (client.certificate === undefined) {
    await verifyAssertion(request, client.keys, { issuer, clientId, aheadSeconds });
    return;
  }
  if (request.form.get('client_id') !== clientId) throw new Error('client_id is missing (8705-2)');
  if (request.form.has('client_assertion')) throw new Error('two methods of authentication');
  if (request.certificate !== client.certificate) throw new Error('another certificate');
}

type NonceKind = keyof Ledger['nonces'];

/** Refuses a proof without the latest nonce, as RFC 9449 8 and 9 word it; undefined when it has it. */
export function nonceRefusal(
  request: Received,
  ledger: Ledger,
  kind: NonceKind,
  client: RegisteredClient,
): Answer | undefined {
  if (client.boundTo !== undefined) return undefined;
  if (nonceOf(request) === ledger.nonces[kind] && ledger.manners.neverContent !== true)
    return undefined;
  if (ledger.manners.neverContent === true) ledger.nonces[kind] = opaque();
  const status = kind === 'authorizationServer' ? 400 : 401;
  return {
    status,
    headers: {
      'DPoP-Nonce': ledger.nonces[kind],
      ...(status === 401 ? { 'WWW-Authenticate': 'DPoP error="use_dpop_nonce"' } : {}),
    },
    ...(status === 400 ? { json: { error: 'use_dpop_nonce' } } : { text: '' }),
  };
}

/** To what the request binds tokens; throws where it proves nothing. */
export async function bindingOf(
  request: Received,
  ledger: Ledger,
  kind: NonceKind,
  client: RegisteredClient,
  accessToken?: string,
): Promise<Binding> {
  if (client.boundTo === undefined) {
    const jkt = await verifiedProof(request, ledger.nonces[kind], accessToken);
    return { token_type: 'DPoP', cnf: { jkt } };
  }
  if (request.headers['dpop'] !== undefined) throw new Error('a proof from a client of mutual TLS');
  if (request.certificate !== client.boundTo) throw new Error('another certificate');
  return { token_type: 'Bearer', cnf: { 'x5t#S256': client.boundTo } };
}

/** The nonce for the next proof, where the bank changes it with each answer (RFC 9449 8.2). */
export function withNextNonce(answer: Answer, ledger: Ledger, kind: NonceKind): Answer {
  if (ledger.manners.rotatesNonces !== true || answer.status >= 400) return answer;
  ledger.nonces[kind] = opaque();
  return { ...answer, headers: { ...answer.headers, 'dpop-nonce': ledger.nonces[kind] } };
}
