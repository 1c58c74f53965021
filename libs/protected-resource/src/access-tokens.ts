import { Injectable } from '@nestjs/common';
import { sha256Base64Url, type DecodedJws } from '@sandbank/crypto';
import { parseAccessToken } from '@sandbank/fapi-policy';
import { LRUCache } from 'lru-cache';

const tokensMax = 5000;

/**
 * Access tokens taken apart. A token comes many times in its five minutes, and the same object each time lets the
 * policy remember that its signature was good; whatever can change is checked on every call.
 */
@Injectable()
export class AccessTokens {
  private readonly decoded = new LRUCache<string, DecodedJws>({ max: tokensMax });

  /** @throws `invalid_token` for anything but a well-formed JWT. */
  decode(accessToken: string): DecodedJws {
    const digest = sha256Base64Url(accessToken);
    const known = this.decoded.get(digest);
    if (known !== undefined) return known;
    const decoded = parseAccessToken(accessToken);
    this.decoded.set(digest, decoded);
    return decoded;
  }
}
