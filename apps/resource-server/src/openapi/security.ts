import { authorizationDetailsScopes } from '@sandbank/consent';
import type { DescribedRoute } from './described-route.js';

const scopeWords: Readonly<Record<string, string>> = {
  accounts: 'Account information',
  payments: 'Payments',
  fundsconfirmations: 'Confirmation of funds',
};
const scopes = Object.fromEntries(
  authorizationDetailsScopes.map((scope) => [scope, scopeWords[scope] ?? scope]),
);

/** How a call shows what it may do; `issuer` is the bank's authorization server. */
export const securitySchemes = (issuer: string) => ({
  customerToken: {
    type: 'oauth2',
    description:
      'A token that stands for what a customer agreed to. It is bound to a DPoP key or to the certificate of the connection.',
    flows: {
      authorizationCode: {
        authorizationUrl: `${issuer}/authorize`,
        tokenUrl: `${issuer}/token`,
        refreshUrl: `${issuer}/token`,
        scopes,
      },
    },
  },
  clientToken: {
    type: 'oauth2',
    description: 'A token of the client itself, bound alike.',
    flows: { clientCredentials: { tokenUrl: `${issuer}/token`, scopes } },
  },
  certificate: {
    type: 'mutualTLS',
    description:
      'The certificate that the token is bound to (RFC 8705 3), at the address for certificates.',
  },
});

/** Whose token an operation takes. */
export function tokenOf({ operation, consentType, permissions }: DescribedRoute) {
  const isAboutConsent = consentType !== undefined || permissions.length > 0;
  return operation?.token ?? (isAboutConsent ? 'customer' : 'client');
}

/** Any of these will do. */
export function securityOf(route: DescribedRoute): object[] {
  const token = tokenOf(route);
  const held = route.scope === undefined ? [[]] : route.scope.split(' ').map((one) => [one]);
  const schemes = (['customer', 'client'] as const).filter(
    (one) => token === 'either' || one === token,
  );
  return schemes.flatMap((scheme) =>
    held.flatMap((scopes) => [
      { [`${scheme}Token`]: scopes },
      { [`${scheme}Token`]: scopes, certificate: [] },
    ]),
  );
}
