import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import type { Clause } from './clause-register.ts';

const pageFile = resolve(import.meta.dirname, '../docs/clauses.md');

const levels: Record<Clause['level'], string> = {
  M: 'must',
  MN: 'must not',
  S: 'should',
  SN: 'should not',
  O: 'may',
};
const roles = ['AS', 'RS', 'C'];
const roleNames: Readonly<Record<string, string>> = {
  AS: 'Authorization server',
  RS: 'Resource server',
  C: 'Client',
};

const specifications: readonly (readonly [prefix: string, title: string])[] = [
  ['SP-', 'FAPI 2.0 Security Profile'],
  ['AM-', 'FAPI 2.0 Attacker Model'],
  ['MS-', 'FAPI 2.0 Message Signing'],
  ['IA-', 'FAPI 2.0 Implementation Advice'],
  ['OIDC-', 'OpenID Connect Core'],
  ['OIDD-', 'OpenID Connect Discovery'],
  ['JARM-', 'JWT-secured authorization response mode'],
  ['RFC6749-', 'RFC 6749 · OAuth 2.0'],
  ['RFC6750-', 'RFC 6750 · Use of access tokens'],
  ['RFC7009-', 'RFC 7009 · Token revocation'],
  ['RFC7517-', 'RFC 7517 · JSON Web Keys'],
  ['RFC7519-', 'RFC 7519 · JSON Web Token'],
  ['RFC752', 'RFC 7521 and 7523 · Client assertions'],
  ['RFC7591-', 'RFC 7591 · Client metadata and registration'],
  ['RFC7592-', 'RFC 7592 · Registration management'],
  ['RFC7636-', 'RFC 7636 · PKCE'],
  ['RFC7662-', 'RFC 7662 · Token introspection'],
  ['RFC8414-', 'RFC 8414 · Authorization server metadata'],
  ['RFC8417-', 'RFC 8417 · Security event tokens'],
  ['RFC8705-', 'RFC 8705 · Mutual TLS'],
  ['RFC5280-', 'RFC 5280 · Certificates and their revocation'],
  ['RFC8707-', 'RFC 8707 · Resource indicators'],
  ['RFC8725-', 'RFC 8725 · JWT best practice'],
  ['RFC8935-', 'RFC 8935 · Push of security events'],
  ['RFC8936-', 'RFC 8936 · Polling of security events'],
  ['RFC9068-', 'RFC 9068 · JWT access tokens'],
  ['RFC9101-', 'RFC 9101 · Request objects'],
  ['RFC9126-', 'RFC 9126 · Pushed authorization requests'],
  ['RFC9207-', 'RFC 9207 · Issuer identification'],
  ['RFC9325-', 'RFC 9325 · Recommendations for TLS (BCP 195)'],
  ['RFC9396-', 'RFC 9396 · Rich authorization requests'],
  ['RFC9440-', 'RFC 9440 · Client certificates behind a proxy'],
  ['RFC9449-', 'RFC 9449 · DPoP'],
  ['RFC9470-', 'RFC 9470 · Step-up authentication'],
  ['RFC9700-', 'RFC 9700 · OAuth security best practice'],
  ['RFC9701-', 'RFC 9701 · Signed introspection responses'],
  ['RFC9728-', 'RFC 9728 · Protected resource metadata'],
  ['RFC10070-', 'RFC 10070 · Audience of assertions'],
  ['GM-', 'Grant Management for OAuth 2.0 · Implementer’s Draft 1'],
  ['OBEV-', 'UK Open Banking Events API v4.0'],
  ['OBRW-', 'UK Open Banking Read/Write API v4.0 · Consents'],
];

const evidence = (clause: Clause): string => {
  const test = clause.test === undefined ? '' : ` (${clause.test.split(' › ').join(': ')})`;
  const limit = clause.limit === undefined ? '' : `limit \`${clause.limit}\``;
  if (clause.disposition === 'rule') {
    return [`rule \`${clause.rule ?? clause.id}\``, limit].filter(Boolean).join(', ') + test;
  }
  if (clause.disposition === 'limit') return limit + test;
  if (clause.disposition === 'by-construction') return `by construction${test}`;
  return `**${clause.disposition.replace('-', ' ')}**: ${clause.reason ?? ''}`;
};

const row = (clause: Clause): string =>
  `| ${clause.id} | ${levels[clause.level]} | ${clause.summary} | ${evidence(clause)} |`;

const dispositions: readonly Clause['disposition'][] = [
  'rule',
  'limit',
  'by-construction',
  'not-applicable',
  'planned',
];

const counts = (clauses: readonly Clause[]): string =>
  dispositions
    .map((name) => String(clauses.filter(({ disposition }) => disposition === name).length))
    .join(' | ');

const ofRole = (register: readonly Clause[], role: string): Clause[] =>
  register.filter((clause) => (clause.roles as readonly string[]).includes(role));

const roleSection = (register: readonly Clause[], role: string): string => {
  const sections = specifications.map(([prefix, title]) => {
    const rows = register.filter(({ id }) => id.startsWith(prefix)).map(row);
    if (rows.length === 0) return '';
    return `### ${title}\n\n| clause | level | demand, in our words | what sees to it |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return `## ${roleNames[role]}\n\n${sections.join('\n')}`;
};

/** The page that is made from the register: the conformance statement, role by role. */
const renderPage = async (register: readonly Clause[]): Promise<string> => {
  const summary = roles.map((role) => {
    const clauses = ofRole(register, role);
    return `| ${roleNames[role]} | ${clauses.length} | ${counts(clauses)} |`;
  });
  const page = `# Conformance statement

Made from [clauses.json](clauses.json) by \`node tools/clauses.ts\`; do not edit this page.

This is what Sandbank says of itself, clause by clause, for the FAPI 2.0 Security Profile (Final, 22 February 2025) and
what it stands on. It is no certificate of anybody else.

${register.length} demands; one that concerns several roles is listed under each. A *rule* is a line of the profile's table
with an executed refusal, a *limit* one of its numbers; what holds *by construction* names the test that goes red when it
breaks; *planned* is not offered yet, or not yet proved by a test.

| role | demands | ${dispositions.join(' | ')} |
| --- | --- | ${dispositions.map(() => '---').join(' | ')} |
${summary.join('\n')}

${roles.map((role) => roleSection(ofRole(register, role), role)).join('\n')}`;
  return format(page, { ...(await resolveConfig(pageFile)), parser: 'markdown' });
};

/** The specification that a clause belongs to. */
export const specificationOf = (id: string): string =>
  specifications.find(([prefix]) => id.startsWith(prefix))?.[1] ?? '';

/** Entries of no known specification would vanish from the page. */
export const homelessClauses = (register: readonly Clause[]): string[] =>
  register
    .filter(({ id }) => !specifications.some(([prefix]) => id.startsWith(prefix)))
    .map(({ id }) => id);

/** True when the committed page is what the register makes. */
export const pageIsCurrent = async (register: readonly Clause[]): Promise<boolean> =>
  existsSync(pageFile) && readFileSync(pageFile, 'utf8') === (await renderPage(register));

/** Writes the page anew. */
export const writePage = async (register: readonly Clause[]): Promise<void> =>
  writeFileSync(pageFile, await renderPage(register));
