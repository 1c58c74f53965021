import { parseDistinguishedName, type JsonObject } from '@sandbank/crypto';
import { certificateNames, type ClientMetadata } from '@sandbank/oauth';
import type { Problem } from '@sandbank/platform';
import { clientMetadata } from '../client/client-metadata.schema.js';
import { metadataProblems } from '../operation/metadata-problems.js';
import { problem, refusedMetadata } from './refused-metadata.js';
import { narrowedToRoles } from './software-roles.js';
import type { Software } from './software.js';
import { unstorable } from './storable-json.js';

/**
 * The metadata with which a client of this software is registered: what the directory says wins over what the request
 * says (RFC 7591 2.3), and the roles of the software bound both.
 * @throws `invalid_redirect_uri` or `invalid_client_metadata` with every problem.
 */
export function registeredMetadata(
  given: JsonObject,
  software: Software,
  clientId: string,
): ClientMetadata {
  const { problems, ...narrowed } = narrowedToRoles(software.software_roles, given);
  const merged = {
    ...given,
    ...narrowed,
    ...defined(stated(software)),
    // Nobody but the directory says where the customers of this software are sent, and which software it is.
    redirect_uris: software.redirect_uris ?? [],
    ...certificateNameOf(given, software),
    client_id: clientId,
  };
  const found = [
    ...unstorable(merged).map((member) => problem(member, 'holds a character that no text has')),
    ...problems,
    ...checks.flatMap((check) => check(given, software) ?? []),
  ];
  const parsed = clientMetadata.safeParse(merged);
  if (parsed.success && found.length === 0) return parsed.data;
  const ofMembers = parsed.error === undefined ? [] : metadataProblems(parsed.error, '');
  throw refusedMetadata([...found, ...ofMembers]);
}

const stated = (software: Software): JsonObject => ({
  client_name: software.client_name,
  client_uri: software.client_uri,
  logo_uri: software.logo_uri,
  policy_uri: software.policy_uri,
  tos_uri: software.tos_uri,
  contacts: software.contacts,
  software_id: software.software_id,
  software_version: software.software_version,
  jwks_uri: software.jwks_uri,
});

const defined = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

const isByCertificate = (given: JsonObject): boolean =>
  given['token_endpoint_auth_method'] === 'tls_client_auth';

const namesIn = (given: JsonObject) => certificateNames.filter((name) => name in given);

/** Whoever authenticates by a certificate and names none means those of the software. */
function certificateNameOf(given: JsonObject, { software_san_uri: uri }: Software): JsonObject {
  if (!isByCertificate(given) || namesIn(given).length > 0 || uri === undefined) return {};
  return { tls_client_auth_san_uri: uri };
}

type RegistrationCheck = (given: JsonObject, software: Software) => Problem | undefined;

/** Who registers a resource may look into the tokens for it, and no directory says whose a bank's API is (MS-6.2). */
const noResource: RegistrationCheck = (given) =>
  'resource' in given
    ? problem('resource', 'is for the APIs of the bank, which its operator registers')
    : undefined;

/** Keys have one source, and what the directory says comes first (RFC 7591 2). */
const noOtherKeys: RegistrationCheck = (given, { jwks_uri: uri }) =>
  'jwks' in given && uri !== undefined
    ? problem('jwks', 'is not taken: the software statement names jwks_uri; publish keys there')
    : undefined;

/** The name of a certificate must be one that the directory gives to this software alone. */
const ownCertificate: RegistrationCheck = (given, software) => {
  const [name] = namesIn(given);
  if (!isByCertificate(given) || name === undefined) return undefined;
  const { software_san_uri: uri, software_id: id } = software;
  if (name === 'tls_client_auth_san_uri' && uri !== undefined && given[name] === uri)
    return undefined;
  if (name === 'tls_client_auth_subject_dn' && namesSoftware(given[name], id)) return undefined;
  const own = uri === undefined ? '' : `, tls_client_auth_san_uri ${uri}`;
  return problem(name, `must name a certificate of this software${own}`);
};

const commonName = '2.5.4.3';

/** Whether a distinguished name has this software as its one common name. */
function namesSoftware(name: unknown, softwareId: string): boolean {
  const parsed = typeof name === 'string' ? parseDistinguishedName(name) : undefined;
  const names = parsed?.flat().filter(({ type }) => type === commonName) ?? [];
  return names.length === 1 && names[0]?.value === softwareId;
}

const checks: readonly RegistrationCheck[] = [noResource, noOtherKeys, ownCertificate];
