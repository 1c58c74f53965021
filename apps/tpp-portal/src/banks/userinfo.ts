import * as openid from 'openid-client';
import type { LiveClient } from './live-client.js';
import { upstreamFailure } from './upstream.js';

/** What the app wants to know of its customer. */
export interface UserInfo {
  readonly sub: string;
  readonly name?: string;
}

const nameCharactersMax = 100;

/**
 * Asks the issuer about the customer who has just signed in; the answer must be about the same `sub`
 * (OIDC Core 5.3.4). Undefined where the issuer has no such endpoint or does not answer it; throws what openid-client
 * throws for an answer that cannot be trusted.
 */
export async function readUserInfo(
  { configuration, atResourceServer }: LiveClient,
  accessToken: string,
  subject: string,
): Promise<UserInfo | undefined> {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return undefined;
  try {
    const { sub, name } = await openid.fetchUserInfo(
      configuration,
      accessToken,
      subject,
      atResourceServer,
    );
    return {
      sub,
      ...(typeof name === 'string' && name !== ''
        ? { name: name.slice(0, nameCharactersMax) }
        : {}),
    };
  } catch (thrown) {
    const failure = upstreamFailure(thrown);
    // The greeting is not worth a journey; a claim about somebody else is.
    if (failure === undefined || failure.kind === 'untrusted') throw thrown;
    return undefined;
  }
}
