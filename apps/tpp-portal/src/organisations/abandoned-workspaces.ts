import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, LOGGER, statement, type Logger } from '@sandbank/platform';
import { guestDays } from '../identity/me.js';
import { OrganisationEndings } from './organisation-endings.js';

const find = statement(
  'tpp_portal.guests_abandoned',
  `SELECT p.person_id, coalesce(array_agg(m.organisation_id::text)
       FILTER (WHERE m.organisation_id IS NOT NULL), '{}') AS organisations
   FROM tpp_portal.person p
   LEFT JOIN tpp_portal.membership m ON m.person_id = p.person_id AND NOT EXISTS (
     SELECT FROM tpp_portal.membership other
     WHERE other.organisation_id = m.organisation_id AND other.person_id <> p.person_id)
   WHERE p.kind = 'guest' AND p.created_at <= $1 AND NOT (p.person_id = ANY($2::uuid[]))
   GROUP BY p.person_id, p.created_at ORDER BY p.created_at LIMIT 100`,
);

// The last look is in the statement that removes: who claims at the same moment keeps everything.
const removeGuest = statement(
  'tpp_portal.guest_remove',
  `WITH gone AS (
     DELETE FROM tpp_portal.person WHERE person_id = $1 AND kind = 'guest' RETURNING 1)
   DELETE FROM tpp_portal.organisation WHERE organisation_id = ANY($2::uuid[]) AND EXISTS (SELECT FROM gone)`,
);

interface Row {
  readonly person_id: string;
  readonly organisations: string[];
}

/** Workspaces of guests that nobody claimed: they go after some days, with all that is in them. */
@Injectable()
export class AbandonedWorkspaces {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(OrganisationEndings) private readonly endings: OrganisationEndings,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** In small steps, until none is left but those that could not be ended now. */
  async remove(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - guestDays * 86_400_000);
    const stuck: string[] = [];
    for (;;) {
      const rows = await this.database.query<Row>(find, [before, stuck]);
      if (rows.length === 0) return;
      for (const row of rows) if (!(await this.removeOne(row))) stuck.push(row.person_id);
    }
  }

  private async removeOne({ person_id: personId, organisations }: Row): Promise<boolean> {
    try {
      for (const organisation of organisations) await this.endings.run(organisation);
    } catch (error) {
      this.logger.warn({ err: error, person: personId }, 'a workspace could not be ended yet');
      return false;
    }
    await this.database.query(removeGuest, [personId, organisations]);
    return true;
  }
}
