import type { AuthorizationDetail, OAuthParameters } from '@sandbank/oauth';

/** A pushed authorization request as it waits for its customer. */
export interface PushedRequest {
  readonly slot: number;
  readonly reference: Buffer;
  readonly bank: string;
  readonly clientId: string;
  readonly parameters: OAuthParameters;
  readonly authorizationDetails: readonly AuthorizationDetail[];
  /** The key to which the code will be bound (RFC 9449 10). */
  readonly dpopJkt: string | undefined;
  /** The consent that this request created; undefined when it asks for no data. */
  readonly consentId: string | undefined;
  readonly expiresAt: Date;
  readonly consumed: boolean;
}

/** The parameters that later steps read; whatever else was pushed is forgotten (RFC 6749 3.1). */
const keptParameters = [
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'prompt',
  'max_age',
] as const;

export function keptOf(params: OAuthParameters): OAuthParameters {
  const kept = keptParameters.map((name) => [name, params[name]] as const);
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined)) as OAuthParameters;
}
