import {
  CryptoError,
  decodeJws,
  isJwsAlgorithm,
  jwsAlgorithms,
  type DecodedJws,
  type JwkSet,
} from '@sandbank/crypto';
import { isSignedBy, rule, type Check, type ProfileLimits } from '@sandbank/fapi-policy';
import { invalidSoftwareStatement, unapprovedSoftwareStatement } from '@sandbank/oauth';

/** A software statement, and what is known of whoever may make one (RFC 7591 2.3). */
export interface StatementContext {
  readonly statement: DecodedJws;
  /** Base URL of the directory, which is its name as an issuer. */
  readonly directory: string;
  readonly directoryKeys: JwkSet;
  readonly nowSeconds: number;
  readonly limits: ProfileLimits;
}

type StatementCheck = Check<StatementContext>;

/** Takes a statement apart; nothing in it is to be believed yet. @throws `invalid_software_statement`. */
export function parseSoftwareStatement(given: unknown): DecodedJws {
  if (typeof given !== 'string')
    throw invalidSoftwareStatement('a software statement of the directory is required', {
      expected: 'software_statement, a signed JWT',
      received: typeof given,
    }).citing('RFC7591-2.3');
  try {
    return decodeJws(given);
  } catch (cause) {
    if (!(cause instanceof CryptoError)) throw cause;
    throw invalidSoftwareStatement('the software statement is not a well-formed JWT', {
      received: cause.code,
      cause,
    }).citing('RFC7591-2.3');
  }
}

const statementNamesAnIssuer: StatementCheck = ({ statement }) => {
  if (typeof statement.payload['iss'] === 'string') return;
  throw invalidSoftwareStatement('the software statement does not say who issued it', {
    expected: 'iss, a string',
  });
};

const statementIsOfTheDirectory: StatementCheck = ({ statement, directory }) => {
  const { iss } = statement.payload;
  if (iss === directory) return;
  throw unapprovedSoftwareStatement('the software statement is not of the directory', {
    expected: directory,
    received: iss,
  });
};

const statementAlgorithmIsAllowed: StatementCheck = ({ statement }) => {
  const { alg } = statement.header;
  if (isJwsAlgorithm(alg)) return;
  throw invalidSoftwareStatement('the software statement is signed with a refused algorithm', {
    expected: jwsAlgorithms,
    received: alg,
  });
};

const types = [undefined, 'jwt', 'software-statement+jwt'];

/** A JWT of another kind, which the directory may sign as well, says nothing about software (RFC 8725 3.11). */
const statementTypIsNotForeign: StatementCheck = ({ statement }) => {
  const typ = statement.header.typ?.toLowerCase().replace(/^application\//, '');
  if (types.includes(typ)) return;
  throw invalidSoftwareStatement('the software statement has the typ of another kind of JWT', {
    expected: types.slice(1),
    received: typ,
  });
};

const statementIsSignedByTheDirectory: StatementCheck = ({ statement, directoryKeys }) => {
  if (isSignedBy(statement, directoryKeys, jwsAlgorithms)) return;
  throw invalidSoftwareStatement('the software statement is not signed by the directory', {
    received: { kid: statement.header.kid, alg: statement.header.alg },
  });
};

const statementIsUnexpired: StatementCheck = ({ statement, nowSeconds, limits }) => {
  const { exp } = statement.payload;
  if (typeof exp === 'number' && exp + limits.expiryLeewaySeconds > nowSeconds) return;
  throw invalidSoftwareStatement('the software statement has expired: ask for another one', {
    expected: `exp after ${nowSeconds}`,
    received: exp,
  });
};

const statementIsNotFromTheFuture: StatementCheck = ({ statement, nowSeconds, limits }) => {
  const { iat, nbf = iat } = statement.payload;
  const latest = nowSeconds + limits.futureSkewSeconds;
  if ([iat, nbf].every((time) => typeof time === 'number' && time <= latest)) return;
  throw invalidSoftwareStatement('the software statement is not valid yet, or does not say when', {
    expected: `iat and nbf at most ${latest}`,
    received: { iat, nbf },
  });
};

const jtiLengthMax = 512;

const statementHasJti: StatementCheck = ({ statement }) => {
  const { jti } = statement.payload;
  if (typeof jti === 'string' && jti.length > 0 && jti.length <= jtiLengthMax) return;
  throw invalidSoftwareStatement('the software statement needs jti, 1 to 512 characters');
};

/** Who the statement is of: decided before a key is looked for. */
export const statementIssuerRules = [
  rule('RFC7591-2.3', statementNamesAnIssuer),
  rule('RFC7591-2.3-issuer', statementIsOfTheDirectory),
] as const;

/** What a statement of the directory must be. */
export const statementRules = [
  rule('SP-5.4.1-1.2', statementAlgorithmIsAllowed),
  rule('RFC8725-3.11', statementTypIsNotForeign),
  rule('RFC7591-2.3', statementIsSignedByTheDirectory),
  rule('RFC7591-2.3-time', statementIsUnexpired),
  rule('RFC7591-2.3-time', statementIsNotFromTheFuture),
  rule('RFC7591-2.3', statementHasJti),
] as const;
