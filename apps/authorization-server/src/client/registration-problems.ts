import { isIP } from 'node:net';
import {
  algorithmFits,
  isJwsAlgorithm,
  jwsAlgorithms,
  parseDistinguishedName,
  type PublicJwk,
} from '@sandbank/crypto';
import {
  bindsToCertificate,
  certificateNames,
  type CertificateName,
  type ClientMetadata,
} from '@sandbank/oauth';
import { registeredCertificates } from './registered-certificates.js';

/** What is wrong with a member, given the others. */
export interface RegistrationProblem {
  readonly member: keyof ClientMetadata;
  readonly message: string;
}

type Check = (client: ClientMetadata) => RegistrationProblem | undefined;

/** A token is bound to one thing, and which one is settled here (IA-2.3). */
const oneConstraint: Check = (client) => {
  if (client.dpop_bound_access_tokens !== bindsToCertificate(client)) return undefined;
  const message = client.dpop_bound_access_tokens
    ? 'excludes tls_client_certificate_bound_access_tokens: a token is bound to one of them'
    : 'is false, and so is tls_client_certificate_bound_access_tokens: bearer tokens are not issued';
  return { member: 'dpop_bound_access_tokens', message };
};

const oneSourceOfKeys: Check = ({ jwks, jwks_uri: uri, token_endpoint_auth_method: method }) => {
  if (jwks !== undefined && uri !== undefined) {
    return { member: 'jwks_uri', message: 'excludes jwks: keys have one source' };
  }
  if (jwks !== undefined || uri !== undefined || method === 'tls_client_auth') return undefined;
  return { member: 'jwks', message: `or jwks_uri is required for ${method}` };
};

const aKeyFits: Check = (client) => {
  const { jwks, token_endpoint_auth_method: method } = client;
  if (method !== 'private_key_jwt' || jwks === undefined) return undefined;
  const pinned = client.token_endpoint_auth_signing_alg;
  const algorithms = isJwsAlgorithm(pinned) ? [pinned] : jwsAlgorithms;
  const keys = jwks.keys as readonly unknown[] as readonly PublicJwk[];
  const signing = keys.filter(({ use }) => (use ?? 'sig') === 'sig');
  if (signing.some((key) => algorithms.some((alg) => algorithmFits(alg, key)))) return undefined;
  return { member: 'jwks', message: `has no key for signatures with ${algorithms.join(', ')}` };
};

const aCertificateIsRegistered: Check = ({ jwks, token_endpoint_auth_method: method }) => {
  const isMissing = jwks !== undefined && registeredCertificates(jwks).length === 0;
  if (method !== 'self_signed_tls_client_auth' || !isMissing) return undefined;
  return { member: 'jwks', message: 'must carry the certificate as x5c of a key (RFC 8705 2.2.2)' };
};

const oneCertificateName: Check = (client) => {
  const names = certificateNames.filter((name) => client[name] !== undefined);
  const [first, second] = names;
  if (client.token_endpoint_auth_method !== 'tls_client_auth') {
    return first && { member: first, message: 'is for token_endpoint_auth_method tls_client_auth' };
  }
  if (first === undefined) {
    const choice = certificateNames.slice(1).join(', ');
    return { member: certificateNames[0], message: `or one of ${choice} is required` };
  }
  return second && { member: second, message: `excludes ${first}: one name counts` };
};

interface NameForm {
  readonly what: string;
  readonly isWellFormed: (name: string) => boolean;
}

const forms: Readonly<Record<CertificateName, NameForm>> = {
  tls_client_auth_subject_dn: {
    what: 'distinguished name (RFC 4514)',
    isWellFormed: (name) => parseDistinguishedName(name) !== undefined,
  },
  tls_client_auth_san_dns: {
    what: 'DNS name',
    isWellFormed: (name) => /^(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(name),
  },
  tls_client_auth_san_uri: { what: 'URI', isWellFormed: (name) => URL.canParse(name) },
  tls_client_auth_san_ip: { what: 'IP address', isWellFormed: (name) => isIP(name) !== 0 },
  tls_client_auth_san_email: {
    what: 'mailbox',
    isWellFormed: (name) => /^[^@\s]+@[^@\s]+$/.test(name),
  },
};

const certificateNameIsWellFormed: Check = (client) => {
  const broken = certificateNames.find((name) => {
    const registered = client[name];
    return registered !== undefined && !forms[name].isWellFormed(registered);
  });
  return broken && { member: broken, message: `is no ${forms[broken].what}` };
};

const redirectsForCodes: Check = ({ grant_types: grants, redirect_uris: uris }) => {
  if (!grants.includes('authorization_code') || uris.length > 0) return undefined;
  return { member: 'redirect_uris', message: 'must name at least one for authorization_code' };
};

/** Only a resource server, which asks about tokens and gets none, has no grant type (RFC 7662 2.1). */
const somethingToAskFor: Check = ({ grant_types: grants, resource }) =>
  grants.length > 0 || resource !== undefined
    ? undefined
    : { member: 'grant_types', message: 'must name at least one' };

/** Who may ask about tokens gets none, so that no app can look into another's (MS-6.2). */
const noTokensForAResourceServer: Check = ({ grant_types: grants, resource }) =>
  resource === undefined || grants.length === 0
    ? undefined
    : { member: 'grant_types', message: 'must be empty beside resource' };

const checks: readonly Check[] = [
  oneConstraint,
  oneSourceOfKeys,
  aKeyFits,
  aCertificateIsRegistered,
  oneCertificateName,
  certificateNameIsWellFormed,
  redirectsForCodes,
  somethingToAskFor,
  noTokensForAResourceServer,
];

/** Everything that is wrong between the members of a client's metadata; none when it can be registered. */
export function registrationProblems(client: ClientMetadata): readonly RegistrationProblem[] {
  return checks.flatMap((check) => check(client) ?? []);
}
