import {
  signedStatement,
  StatementError,
  type NamedKey,
  type SignedStatement,
} from './signed-statement.js';

/** A line of an export, read as JSON. */
export type Line = Readonly<Record<string, unknown>>;

/** Whose export it is, as its first line says. */
export interface Origin {
  readonly bank: string;
  readonly issuer: string;
  readonly keys: readonly NamedKey[];
}

const types = { checkpoint: 'audit-checkpoint+jwt', end: 'audit-export+jwt' } as const;
const nobody: SignedStatement = { key: { kid: '', kty: '' }, payload: {} };

/** The signed statement of a line, and what is wrong with it by itself. */
export function statementIn(
  text: string,
  value: Line,
  name: keyof typeof types,
  { keys, bank, issuer }: Origin,
): SignedStatement & { readonly flaw?: string } {
  try {
    const said = signedStatement(value[name], types[name], keys);
    if (text !== JSON.stringify({ [name]: value[name] }))
      return { ...said, flaw: 'holds more than it should' };
    const isItsOwn = said.payload['bank'] === bank && said.payload['iss'] === issuer;
    return isItsOwn ? said : { ...said, flaw: 'is of another bank' };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { ...nobody, flaw: error.message };
  }
}
