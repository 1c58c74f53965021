import { parseJsonObject, type JsonObject } from '@sandbank/crypto';
import { invalidRequest, type OAuthError } from '@sandbank/oauth';

/** How one claim is asked for (OpenID Connect Core 5.5.1). */
export interface ClaimRequest {
  readonly essential?: boolean;
  readonly value?: unknown;
  readonly values?: readonly unknown[];
}

/** The claims asked for in one place; null asks in the default manner. */
export type RequestedClaims = Readonly<Record<string, ClaimRequest | null>>;

/** A `claims` parameter as understood; other members of it are left out (OpenID Connect Core 5.5). */
export interface ClaimsRequest {
  readonly id_token?: RequestedClaims;
  readonly userinfo?: RequestedClaims;
}

const lengthMax = 4096;
const claimsMax = 50;
const claimNameLengthMax = 100;
const valuesMax = 20;

/**
 * Reads a `claims` parameter; claims that nobody knows stay in it and are ignored later.
 * Throws `invalid_request` for anything that is not of the form of OpenID Connect Core 5.5, or too large.
 */
export function parseClaimsParameter(json: string): ClaimsRequest {
  if (json.length > lengthMax) throw malformed('claims is too long', lengthMax);
  const parsed = parseJsonObject(json);
  if (parsed === 'not-object') throw malformed('claims is not a JSON object');
  if (parsed === 'duplicate-member') throw malformed('claims names a member twice');
  if (!isStorable(parsed)) throw malformed('claims holds text that is not Unicode');
  const { id_token: idToken, userinfo } = parsed;
  return {
    ...(idToken !== undefined && { id_token: requestedClaims('id_token', idToken) }),
    ...(userinfo !== undefined && { userinfo: requestedClaims('userinfo', userinfo) }),
  };
}

/** The `acr` values of which the sign-in must reach one; undefined where none is essential. */
export function essentialAcrValues(
  claims: ClaimsRequest | undefined,
): readonly string[] | undefined {
  const requests = [claims?.id_token?.['acr'], claims?.userinfo?.['acr']];
  const lists = requests.flatMap((request) => {
    if (request?.essential !== true) return [];
    const values = request.values ?? (request.value === undefined ? [] : [request.value]);
    return values.length === 0 ? [] : [values.filter((value) => typeof value === 'string')];
  });
  const [first, second = first] = lists;
  return first?.filter((value) => second?.includes(value));
}

/** The customers whom a `claims` parameter names by `sub`. */
export function requestedSubjects(claims: ClaimsRequest | undefined): readonly string[] {
  const values = [claims?.id_token?.['sub']?.value, claims?.userinfo?.['sub']?.value];
  return values.filter((value) => typeof value === 'string');
}

function requestedClaims(place: string, value: unknown): RequestedClaims {
  if (!isObject(value)) throw malformed(`${place} of claims is not a JSON object`);
  const entries = Object.entries(value);
  if (entries.length > claimsMax)
    throw malformed(`${place} of claims asks for too much`, claimsMax);
  return Object.fromEntries(entries.map(([name, asked]) => [name, claimRequest(name, asked)]));
}

function claimRequest(name: string, asked: unknown): ClaimRequest | null {
  if (name.length > claimNameLengthMax) throw malformed('a name in claims is too long');
  if (asked === null) return null;
  if (!isObject(asked)) throw malformed('a claim is asked for by null or a JSON object', name);
  const { essential, value, values } = asked;
  if (essential !== undefined && typeof essential !== 'boolean') {
    throw malformed('essential is true or false', name);
  }
  if (values !== undefined && !isList(values)) {
    throw malformed('values is a list of at most twenty', name);
  }
  assertKnownKind(name, value, values);
  return {
    ...(essential !== undefined && { essential }),
    ...(value !== undefined && { value }),
    ...(values !== undefined && { values }),
  };
}

/** The two claims that a request can make conditions of are strings; one customer alone can be meant. */
function assertKnownKind(
  name: string,
  value: unknown,
  values: readonly unknown[] | undefined,
): void {
  if (name !== 'acr' && name !== 'sub') return;
  const all = [...(value === undefined ? [] : [value]), ...(values ?? [])];
  if (all.some((one) => typeof one !== 'string')) throw malformed(`${name} in claims is a string`);
  if (name === 'sub' && values !== undefined) throw malformed('sub in claims has one value');
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > 0 && value.length <= valuesMax;

// PostgreSQL stores neither U+0000 nor half a surrogate pair, not even escaped.
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, member]) => isStorable(name) && isStorable(member));
}

const malformed = (description: string, expected?: unknown): OAuthError =>
  invalidRequest(description, { expected });
