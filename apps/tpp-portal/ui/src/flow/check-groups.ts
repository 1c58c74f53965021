import type { Check } from '../api/types.js';

const groups: readonly (readonly [title: string, clauses: RegExp])[] = [
  [
    'Client authentication',
    /^(RFC5280|RFC7521|RFC7523|RFC7517|RFC8725|RFC8705-2|RFC6749-2\.3|OIDC-9|RFC9101-10\.8|RFC9700-2\.5|SP-5\.3\.2\.1-(6|8|13)$|SP-5\.4\.1)/,
  ],
  [
    'Sender constraint',
    /^(RFC9449|RFC8705-3|IA-2\.3|RFC9700-2\.2\.1|SP-5\.3\.2\.1-4$|SP-5\.3\.4-5$)/,
  ],
  ['PKCE', /^(RFC7636|SP-5\.3\.2\.2-5$)/],
  ['Access token', /^(RFC9068|RFC7519|RFC9700-2\.3|SP-5\.3\.4|OIDC-5\.3)/],
  ['Permissions and grants', /^(RFC9396|GM-)/],
  [
    'Customer',
    /^(RFC9470|OIDC-3\.1\.2\.[26]|OIDC-3\.1\.2\.1-(prompt|max|acr|login|id)|OIDC-5\.5|SP-6\.4)/,
  ],
  [
    'Codes and tokens',
    /^(RFC6749-(4\.1\.3|5|6|10)|RFC7009|RFC7662|MS-6\.2|RFC9700-4\.14|SP-5\.3\.2\.1-11|SP-5\.3\.2\.2-9$)/,
  ],
];

/** A clause as the register writes it: `RFC 9449 5` becomes `RFC9449-5`. */
export const registered = (clause: string): string =>
  clause.replace(/^RFC (\d+)/, 'RFC$1').replaceAll(' ', '-');

/** What a clause is about. */
export const groupOf = (clause: string): string =>
  groups.find(([, clauses]) => clauses.test(registered(clause)))?.[0] ?? 'Request';

/** Checks by what they are about, in their order; a group stands where its first check stood. */
export const groupedChecks = (checks: readonly Check[]): ReadonlyMap<string, readonly Check[]> =>
  Map.groupBy(checks, ({ clause }) => groupOf(clause));
