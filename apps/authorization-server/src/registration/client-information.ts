import type { ClientMetadata } from '@sandbank/oauth';
import type { Issuer } from '../issuer/issuer.js';

interface Registered {
  readonly metadata: ClientMetadata;
  /** The registration access token. */
  readonly token: string;
  /** The software statement, as it came. */
  readonly statement: string;
  readonly issuedAt: Date;
}

/** The answer to a registration: what was registered, and how to look after it (RFC 7591 3.2.1, RFC 7592 3). */
export function clientInformation(issuer: Issuer, registered: Registered): object {
  const { metadata, token, statement, issuedAt } = registered;
  const { client_id: clientId, ...members } = metadata;
  return {
    client_id: clientId,
    client_id_issued_at: Math.floor(issuedAt.getTime() / 1000),
    registration_access_token: token,
    registration_client_uri: `${registrationEndpoint(issuer)}/${clientId}`,
    ...members,
    response_types: members.grant_types.includes('authorization_code') ? ['code'] : [],
    software_statement: statement,
  };
}

/** Where clients of a bank register (RFC 7591 3). */
export const registrationEndpoint = ({ url }: Pick<Issuer, 'url'>): string => `${url}/register`;
