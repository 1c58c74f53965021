import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, statement } from '@sandbank/platform';
import type { ParticipantEntity } from './participant.entity.js';

const findAll = statement(
  'participant.all',
  `SELECT issuer, slug, organisation, api_base AS "apiBase", mtls_api_base AS "mtlsApiBase",
     jwks_uri AS "jwksUri", registration_endpoint AS "registrationEndpoint", status,
     checked_at AS "checkedAt"
   FROM directory.participant ORDER BY organisation, issuer`,
);

const noteAnswer = statement(
  'participant.note_answer',
  `UPDATE directory.participant SET status = 'active', jwks_uri = $2, checked_at = $4,
     registration_endpoint = coalesce($3, registration_endpoint) WHERE issuer = $1`,
);

const noteSilence = statement(
  'participant.note_silence',
  `UPDATE directory.participant SET status = 'unreachable', checked_at = $2 WHERE issuer = $1`,
);

/** Where a bank says what it serves. */
export const discoveryOf = (issuer: string): string => `${issuer}/.well-known/openid-configuration`;

/** The banks that take part, as the directory found them when it last looked. */
@Injectable()
export class Participants {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  all(): Promise<readonly ParticipantEntity[]> {
    return this.database.query(findAll);
  }

  /** The list as it is published. */
  async published(): Promise<readonly object[]> {
    return (await this.all()).map((bank) => ({
      organisation: bank.organisation,
      issuer: bank.issuer,
      discovery: discoveryOf(bank.issuer),
      api_base: bank.apiBase,
      ...(bank.mtlsApiBase !== null && { mtls_api_base: bank.mtlsApiBase }),
      jwks_uri: bank.jwksUri,
      registration_endpoint: bank.registrationEndpoint,
      status: bank.status,
      checked_at: bank.checkedAt?.toISOString() ?? null,
    }));
  }

  async noteAnswer(
    issuer: string,
    jwksUri: string,
    registrationEndpoint: string | undefined,
  ): Promise<void> {
    const values = [issuer, jwksUri, registrationEndpoint ?? null, this.clock.now()];
    await this.database.query(noteAnswer, values);
  }

  async noteSilence(issuer: string): Promise<void> {
    await this.database.query(noteSilence, [issuer, this.clock.now()]);
  }
}
