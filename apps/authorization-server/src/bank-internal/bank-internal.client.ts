import { Inject, Injectable } from '@nestjs/common';
import { randomUuid, signJws } from '@sandbank/crypto';
import { temporarilyUnavailable } from '@sandbank/oauth';
import { Clock, type ServerSettings } from '@sandbank/platform';
import type { z } from 'zod';
import { SETTINGS } from '../config.js';
import type { Issuer } from '../issuer/issuer.js';

const tokenSeconds = 30;
const timeoutMilliseconds = 4000;

/** Asks the bank's resource server about a customer; each question is signed with a key of its own, for one URL. */
@Injectable()
export class BankInternalClient {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: ServerSettings,
  ) {}

  /**
   * What stands at `path` below the customer, as `schema` reads it.
   * Throws `temporarily_unavailable` when the bank's resource server does not answer properly.
   */
  ask<T>(issuer: Issuer, customerId: string, path: string, schema: z.ZodType<T>): Promise<T> {
    return this.call(issuer, customerId, path, schema);
  }

  /** The same for what the customer decides there: `body` is posted. */
  tell<T>(
    issuer: Issuer,
    customerId: string,
    path: string,
    schema: z.ZodType<T>,
    body: object,
  ): Promise<T> {
    return this.call(issuer, customerId, path, schema, body);
  }

  private async call<T>(
    issuer: Issuer,
    customerId: string,
    path: string,
    schema: z.ZodType<T>,
    body?: object,
  ): Promise<T> {
    const base = `${this.settings.SANDBANK_RESOURCE_SERVER_URL}/internal/v1/${issuer.slug}`;
    const url = `${base}/customers/${customerId}/${path}`;
    const token = await this.tokenFor(issuer, url, customerId);
    try {
      const response = await fetch(url, {
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      if (!response.ok) throw new Error(`the resource server answered ${response.status}`);
      return schema.parse(await response.json());
    } catch (cause) {
      throw temporarilyUnavailable('the bank could not answer a question of its own', { cause });
    }
  }

  private tokenFor(issuer: Issuer, url: string, customerId: string): Promise<string> {
    const iat = this.clock.nowSeconds();
    return signJws({
      key: issuer.bankInternalKey,
      header: { typ: 'bank-internal+jwt' },
      payload: {
        iss: issuer.url,
        aud: url,
        sub: customerId,
        iat,
        exp: iat + tokenSeconds,
        jti: randomUuid(),
      },
    });
  }
}
