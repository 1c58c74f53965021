import { Inject, Injectable } from '@nestjs/common';
import { revocationOf, type Act } from '@sandbank/consent';
import { Clock, Database, isUuid, statement } from '@sandbank/platform';
import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { endGrantsCtes } from '../token/end-grants.sql.js';
import { anothersGrant, noSuchGrant } from './grant-refusals.js';

// One statement: grant, consents and refresh tokens end together, and with the grant its codes and access tokens.
const revokeGrant = statement(
  'grant_management.revoke',
  `WITH found AS (
     SELECT grant_id, client_id FROM consent."grant"
     WHERE grant_id = $1 AND bank = $2 AND status = 'ACTIVE'
       AND (expires_at IS NULL OR expires_at > $5)),
   own AS (SELECT grant_id FROM found WHERE client_id = $3),
   ${endGrantsCtes('own', '$4')}
   SELECT client_id, EXISTS (SELECT FROM ended_grant) AS ended FROM found`,
);

interface Row {
  readonly client_id: string;
  readonly ended: boolean;
}

/** Ends a grant that its client gives back (GM-6.5). */
@Injectable()
export class GrantRevocationService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Throws 404 where there is no such grant, or it has ended; 403 where it is another client's (GM-6.6). */
  async revoke(authorization: ResourceAuthorization, grantId: string): Promise<void> {
    if (!isUuid(grantId)) throw noSuchGrant();
    const { bank, clientId, interactionId } = authorization;
    const now = this.clock.now();
    const act = {
      ...{ now, by: `client:${clientId}`, surface: 'grants-api', interactionId },
      reason: 'the app gave the grant back',
    } as const satisfies Act;
    const values = [grantId, bank, clientId, revocationOf(act), now];
    const [row] = await this.database.query<Row>(revokeGrant, values);
    if (row !== undefined && row.client_id !== clientId) throw anothersGrant();
    if (row?.ended !== true) throw noSuchGrant();
  }
}
