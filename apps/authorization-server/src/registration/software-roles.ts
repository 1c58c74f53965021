import {
  authorizationDetailsScopes,
  authorizationDetailsType,
  authorizationDetailsTypesSupported,
} from '@sandbank/consent';
import { spaceDelimited } from '@sandbank/oauth';
import type { Problem } from '@sandbank/platform';
import { scopesSupported } from '../discovery/metadata.js';

/** What each role of payment services law may ask customers for (ETSI TS 119 495 5.1). */
const scopeOfRole: Readonly<Record<string, string>> = {
  AISP: 'accounts',
  PISP: 'payments',
  CBPII: 'fundsconfirmations',
};

/** What is left of a request when everything is taken out of it that the software has no role for. */
export interface Narrowed {
  readonly scope: unknown;
  readonly authorization_details_types: unknown;
  readonly problems: readonly Problem[];
}

/**
 * What software of these roles gets of what it asks for; all that its roles permit where it says nothing. Asking for
 * nothing but what they forbid is a problem; what is no list stays as it is, for the schema to say so.
 */
export function narrowedToRoles(
  roles: readonly string[],
  asked: { readonly scope?: unknown; readonly authorization_details_types?: unknown },
): Narrowed {
  const granted = roles.flatMap((role) => scopeOfRole[role] ?? []);
  const mayScope = (scope: string): boolean =>
    scopesSupported.includes(scope) &&
    (granted.includes(scope) || !authorizationDetailsScopes.includes(scope));
  const mayType = (type: string): boolean =>
    granted.includes(authorizationDetailsType(type)?.scope ?? '');
  const rolesInWords = roles.join(', ') || 'none';
  const problems: Problem[] = [];
  const permitted = (member: string, wanted: readonly string[], may: (one: string) => boolean) => {
    const kept = wanted.filter(may);
    if (wanted.length > 0 && kept.length === 0) {
      const message = `asks for nothing that the roles of the software permit: ${rolesInWords}`;
      problems.push({ member, message, error: 'invalid_client_metadata' });
    }
    return kept;
  };
  const { scope = scopesSupported.join(' ') } = asked;
  const { authorization_details_types: types = authorizationDetailsTypesSupported } = asked;
  const narrowedScope =
    typeof scope === 'string' ? permitted('scope', spaceDelimited(scope), mayScope) : undefined;
  const narrowedTypes = isTexts(types)
    ? permitted('authorization_details_types', types, mayType)
    : undefined;
  return {
    scope: narrowedScope?.join(' ') ?? scope,
    authorization_details_types: narrowedTypes ?? types,
    problems,
  };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');
