import { Injectable } from '@nestjs/common';
import { sha256Base64Url, type DecodedJws } from '@sandbank/crypto';
import { parseAccessToken } from '@sandbank/fapi-policy';
import { LRUCache } from 'lru-cache';

const tokensMax = 5000;
const bytesMax = 8_388_608;

/**
 * Access tokens taken apart. A token comes many times in its five minutes, and the same object each time lets the
 * policy remember that its signature was good; whatever can change is checked on every call.
 */
@Injectable()
export class AccessTokens {
  private readonly known = new LRUCache<string, DecodedJws>({
    max: tokensMax,
    maxSize: bytesMax,
    sizeCalculation: ({ signingInput }) => signingInput.length,
  });

  /** @throws `invalid_token` for anything but a well-formed JWT. */
  decode(accessToken: string): DecodedJws {
    return this.known.get(sha256Base64Url(accessToken)) ?? parseAccessToken(accessToken);
  }

  /** Only what the bank signed is worth remembering: a flood of inventions must not push it out. */
  rememberVerified(accessToken: string, token: DecodedJws): void {
    const digest = sha256Base64Url(accessToken);
    if (!this.known.has(digest)) this.known.set(digest, token);
  }
}
