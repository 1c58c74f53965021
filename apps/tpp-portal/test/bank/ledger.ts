import { randomBytes, randomUUID } from 'node:crypto';
import { newKey, signedJwt, type TestClock } from '@sandbank/testing';
import type { JWK } from 'jose';
import type { Received } from './https-listener.js';
import type { Manners } from './manners.js';

export const opaque = (): string => randomBytes(32).toString('base64url');

/** To what tokens are bound: a DPoP key or a certificate. */
export interface Binding {
  readonly token_type: 'DPoP' | 'Bearer';
  readonly cnf: Readonly<Record<string, string>>;
}

export interface Pushed {
  readonly params: URLSearchParams;
  readonly binding: Binding;
}

/** Everything that the test bank remembers. */
export class Ledger {
  manners: Manners = {};
  readonly requests: Received[] = [];
  readonly secrets: string[] = [];
  readonly issuedTokens: string[] = [];
  readonly revokedTokens: string[] = [];
  readonly pushed = new Map<string, Pushed>();
  readonly codes = new Map<string, Pushed>();
  readonly refreshTokens = new Set<string>();
  readonly nonces = { authorizationServer: opaque(), resourceServer: opaque(), userinfo: opaque() };

  private constructor(
    private readonly clock: TestClock,
    readonly key: JWK,
    readonly foreignKey: JWK,
  ) {}

  static async open(clock: TestClock): Promise<Ledger> {
    return new Ledger(clock, await newKey(), await newKey());
  }

  /** The time as the bank has it. */
  now(): Date {
    return new Date(this.clock.now().getTime() + (this.manners.aheadSeconds ?? 0) * 1000);
  }

  /** Signs with the bank's key; times are those of the specs' clock, but a spec may spoil anything. */
  async sign(
    typ: string,
    claims: Record<string, unknown>,
    overrides: Parameters<typeof signedJwt>[3] = {},
  ): Promise<string> {
    const now = Math.floor(this.now().getTime() / 1000);
    // The library that the portal uses reads the machine's clock for `exp`.
    const machine = Math.floor(Date.now() / 1000) + (this.manners.aheadSeconds ?? 0);
    const exp = Math.max(now, machine) + 300;
    const header = { alg: 'ES256', typ, kid: this.key.kid };
    const all = { jti: randomUUID(), iat: now, exp, ...claims };
    const jwt = await signedJwt(header, all, this.key, overrides);
    this.secrets.push(jwt, ...jwt.split('.').slice(2).filter(Boolean));
    return jwt;
  }
}
