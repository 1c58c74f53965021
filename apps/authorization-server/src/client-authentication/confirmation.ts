import { bindsToCertificate } from '@sandbank/oauth';
import type { OAuthRequest } from './oauth-request.js';

/** What an access token is bound to: a DPoP key (RFC 9449 6.1) or a certificate (RFC 8705 3.1). */
export type Confirmation = { readonly jkt: string } | { readonly 'x5t#S256': string };

/** The `cnf` of a token that answers this request, as the client's registration pins it. */
export function confirmation(
  request: Pick<OAuthRequest, 'client' | 'proof' | 'certificate'>,
): Confirmation {
  const { client, proof, certificate } = request;
  const bound = bindsToCertificate(client.metadata)
    ? certificate && { 'x5t#S256': certificate.certificate.thumbprint }
    : proof && { jkt: proof.thumbprint };
  if (bound === undefined) throw new Error('a rule let a request pass without proof of possession');
  return bound;
}
