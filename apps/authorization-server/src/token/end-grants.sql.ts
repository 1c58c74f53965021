import { revokeGrantCtes, type Parameter } from '@sandbank/consent';

/**
 * Common table expressions (without WITH) that end grants, their consents and their refresh tokens; operands as of
 * `revokeGrantCtes`. The grant is locked first. Its codes need no word: none is redeemed for a grant that has ended.
 */
export const endGrantsCtes = (from: string, parameter: Parameter): string => `
  ${revokeGrantCtes(from, parameter)},
  ended_token AS (
    UPDATE authorization_server.refresh_token SET revoked_at = a.now FROM revocation a
    WHERE grant_id = ANY(ARRAY(SELECT grant_id FROM ended_grant)) AND revoked_at IS NULL)`;
