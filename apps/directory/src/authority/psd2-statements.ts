import type { Role } from '../organisations/roles.js';
import { objectIdentifier, sequence, utf8String } from './der-writer.js';

/** Object identifier of the extension qcStatements (RFC 3739 3.2.6). */
export const qcStatementsOid = '1.3.6.1.5.5.7.1.3';

const qcType = '0.4.0.1862.1.6';
/** For websites: what certificates for connections are. For seals: what certificates for signatures are. */
const qcTypes = { transport: '0.4.0.1862.1.6.3', signing: '0.4.0.1862.1.6.2' } as const;

const psd2 = '0.4.0.19495.2';
const roleNames: Readonly<Record<Role, readonly [oid: string, name: string]>> = {
  AISP: ['0.4.0.19495.1.3', 'PSP_AI'],
  PISP: ['0.4.0.19495.1.2', 'PSP_PI'],
  CBPII: ['0.4.0.19495.1.4', 'PSP_IC'],
};
const authorityName = 'Sandbank';

/** What the sandbox's competent authority is called in certificates, such as `GB-SBX`. */
export const competentAuthority = (country: string): string => `${country}-SBX`;

/** The kind of certificate and the holder's roles, as ETSI TS 119 495 5.1 has them. */
export function psd2Statements(
  use: keyof typeof qcTypes,
  roles: readonly Role[],
  country: string,
): Buffer {
  const rolesOfPsp = roles.map((role) => {
    const [oid, name] = roleNames[role];
    return sequence(objectIdentifier(oid), utf8String(name));
  });
  return sequence(
    sequence(objectIdentifier(qcType), sequence(objectIdentifier(qcTypes[use]))),
    sequence(
      objectIdentifier(psd2),
      sequence(
        sequence(...rolesOfPsp),
        utf8String(authorityName),
        utf8String(competentAuthority(country)),
      ),
    ),
  );
}
