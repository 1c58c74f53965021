import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, LOGGER, statement, type Logger } from '@sandbank/platform';
import { guestDays } from '../identity/me.js';
import { OrganisationEndings } from './organisation-endings.js';

// The last look and the mark are one statement: who claims at the same moment was first and keeps everything, or comes
// too late, is signed out and keeps nothing. Only then is anything ended. A claim that is under way is not waited for.
const mark = statement(
  'tpp_portal.guests_abandoned',
  `WITH due AS MATERIALIZED (
     SELECT person_id FROM tpp_portal.person
     WHERE kind = 'guest' AND created_at <= $1 AND NOT (person_id = ANY($2::uuid[]))
     ORDER BY created_at LIMIT 100 FOR UPDATE SKIP LOCKED),
   marked AS (
     UPDATE tpp_portal.person p SET ending_since = coalesce(p.ending_since, $3)
     FROM due WHERE p.person_id = due.person_id RETURNING p.person_id),
   signed_out AS (
     DELETE FROM tpp_portal.sign_in s USING marked WHERE s.person_id = marked.person_id)
   SELECT marked.person_id, coalesce(array_agg(m.organisation_id::text)
       FILTER (WHERE m.organisation_id IS NOT NULL), '{}') AS organisations
   FROM marked
   LEFT JOIN tpp_portal.membership m ON m.person_id = marked.person_id AND NOT EXISTS (
     SELECT FROM tpp_portal.membership other
     WHERE other.organisation_id = m.organisation_id AND other.person_id <> marked.person_id)
   GROUP BY marked.person_id`,
);

const removeGuest = statement(
  'tpp_portal.guest_remove',
  `WITH gone AS (
     DELETE FROM tpp_portal.person WHERE person_id = $1 AND ending_since IS NOT NULL RETURNING 1)
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
    const now = this.clock.now();
    const before = new Date(now.getTime() - guestDays * 86_400_000);
    const stuck: string[] = [];
    for (;;) {
      const rows = await this.database.query<Row>(mark, [before, stuck, now]);
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
