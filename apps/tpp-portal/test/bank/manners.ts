import type { JWK } from 'jose';
import type { JwtOverrides } from '@sandbank/testing';
import type { Answer } from './https-listener.js';

type Members = Readonly<Record<string, unknown>>;

/** How the bank misbehaves; nothing set is a bank as it should be. A member that is undefined is left out. */
export interface Manners {
  /** Changes the metadata document. */
  metadata?: Members;
  /** Answers instead of the metadata document. */
  discovery?: Answer;
  /** No document at the place of OpenID Connect, only at that of RFC 8414. */
  plainOAuth?: boolean;
  /** What is published instead of the bank's one key. */
  keys?: (key: JWK) => readonly JWK[];
  push?: Answer;
  /** Changes claims of the ID token. */
  idToken?: Members;
  /** Changes the ID token itself. */
  idTokenJwt?: JwtOverrides;
  /** Signs the ID token with a key that is not published, under the published key's id. */
  foreignSignature?: boolean;
  /** Adds an ID token with these claims to a refreshed answer. */
  refreshedIdToken?: Members;
  /** Changes the token endpoint's answer, refreshed or not. */
  tokenAnswer?: Members;
  tokenType?: string;
  /** Issues this instead of a JWT of its own. */
  accessToken?: string;
  /** Changes claims of the access token. */
  accessTokenClaims?: Members;
  token?: Answer;
  refresh?: Answer;
  /** Refresh tokens stay what they are. */
  keepsRefreshTokens?: boolean;
  userinfo?: Members;
  userinfoAnswer?: Answer;
  revoke?: Answer;
  /** Changes the API's own metadata. */
  resourceMetadata?: Members;
  resourceMetadataAnswer?: Answer;
  /** Answers a question about the consent itself. */
  consent?: Answer;
  /** Answers every resource call that reaches the data. */
  resource?: Answer;
  /** Refuses as expired the first so many access tokens that it issued. */
  refuseTokens?: number;
  /** The challenge of that refusal. */
  refusal?: Answer;
  nextPage?: string;
  /** What the authorization server (`userinfo`) and the API (`resourceServer`) explain. */
  rejections?: Readonly<Partial<Record<'userinfo' | 'resourceServer', Answer>>>;
  /** How far the bank's clock is ahead of the portal's, in seconds. */
  aheadSeconds?: number;
  /** Gives a new nonce with each answer and takes no older one. */
  rotatesNonces?: boolean;
  /** Wants another nonce, always. */
  neverContent?: boolean;
}
