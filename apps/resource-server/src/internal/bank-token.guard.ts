import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { decodeJws, JwsError, type DecodedJws } from '@sandbank/crypto';
import { isSignedBy } from '@sandbank/fapi-policy';
import { invalidToken } from '@sandbank/oauth';
import {
  Clock,
  Database,
  isUuid,
  replayGuardInsert,
  replayMark,
  replayMarkValues,
  statement,
} from '@sandbank/platform';
import { IssuerKeys, KnownBanks } from '@sandbank/protected-resource';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config.js';

const lifetimeSecondsMax = 30;
const skewSeconds = 10;

const useOnce = statement('internal.use_token_once', replayGuardInsert('resource_server', 1));

/**
 * Lets the bank's own authorization server in: a token it signed for this very URL and this customer, half a minute
 * long and good once. Anything else is 401.
 */
@Injectable()
export class BankTokenGuard implements CanActivate {
  constructor(
    @Inject(KnownBanks) private readonly banks: KnownBanks,
    @Inject(IssuerKeys) private readonly keys: IssuerKeys,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { bank: slug, customerId } = request.params as { bank: string; customerId: string };
    const bank = await this.banks.find(slug);
    if (bank === undefined) throw refused('there is no such bank');
    const token = tokenOf(request.headers.authorization);
    const jwks = await this.keys.keysOf(bank.issuer, token.header.kid);
    if (token.header.typ !== 'bank-internal+jwt') throw refused('typ is not bank-internal+jwt');
    if (!isSignedBy(token, jwks, ['ES256'])) throw refused('the signature is not the bank’s');
    const aud = this.settings.SANDBANK_RESOURCE_SERVER_URL + request.url;
    this.checkClaims(token, { iss: bank.issuer, aud, sub: customerId });
    await this.useUp(token, slug);
    return true;
  }

  private checkClaims({ payload }: DecodedJws, expected: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(expected)) {
      if (payload[name] !== value) throw refused(`${name} is not that of this call`);
    }
    const { iat, exp } = payload;
    const now = this.clock.nowSeconds();
    if (typeof iat !== 'number' || iat > now + skewSeconds) throw refused('iat is not in the past');
    if (typeof exp !== 'number' || exp <= now || exp > iat + lifetimeSecondsMax) {
      throw refused(`exp is not within ${lifetimeSecondsMax} seconds`);
    }
  }

  private async useUp({ payload: { jti, exp } }: DecodedJws, slug: string): Promise<void> {
    if (!isUuid(jti) || typeof exp !== 'number') throw refused('jti is not a UUID');
    const mark = replayMark(['bank-internal', slug, jti], exp);
    const first = await this.database.query(useOnce, replayMarkValues(mark));
    if (first.length === 0) throw refused('the token was used before');
  }
}

function tokenOf(authorization: string | undefined): DecodedJws {
  const compact = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
  if (compact === undefined) throw refused('no bearer token');
  try {
    return decodeJws(compact);
  } catch (cause) {
    if (cause instanceof JwsError) throw refused('the token is malformed', cause);
    throw cause;
  }
}

const refused = (reason: string, cause?: unknown) =>
  invalidToken('this door is for the bank alone', {
    received: reason,
    cause,
    headers: { 'www-authenticate': 'Bearer' },
  });
