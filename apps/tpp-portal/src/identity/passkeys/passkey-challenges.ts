import { Inject, Injectable } from '@nestjs/common';
import { sha256 } from '@sandbank/crypto';
import { Clock, Database } from '@sandbank/platform';
import { z } from 'zod';
import { PortalError } from '../../portal-error.js';
import type { Naming } from '../people.js';
import * as sql from './passkey.statements.js';

export type ChallengePurpose = 'sign-in' | 'sign-up' | 'registration';

/** What a challenge was made for. */
export interface Challenge {
  readonly purpose: ChallengePurpose;
  /** Who is to hold the passkey; at a sign-in nobody is known yet, and this is one time’s own. */
  readonly personId: string;
  readonly wish?: Naming | undefined;
}

/** Seconds in which a passkey must be touched. */
export const challengeSeconds = 300;

const clientData = z.object({ challenge: z.string().regex(/^[\w-]{40,100}$/) });
const naming = z.object({ name: z.string(), email: z.string() });

/** Challenges for passkeys: in the database, since another copy of the portal may get the answer, and for one answer. */
@Injectable()
export class PasskeyChallenges {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async offer(challenge: string, { purpose, personId, wish }: Challenge): Promise<void> {
    const expiresAt = new Date(this.clock.now().getTime() + challengeSeconds * 1000);
    const wished = wish === undefined ? null : JSON.stringify(wish);
    await this.database.query(sql.offer, [sha256(challenge), purpose, personId, wished, expiresAt]);
  }

  /** Uses up the challenge that an answer is for. Throws `passkey_refused` when there is none, or none any more. */
  async take(
    clientDataJson: string,
    purpose: ChallengePurpose,
  ): Promise<Challenge & { readonly challenge: string }> {
    const challenge = challengeIn(clientDataJson);
    const [row] =
      challenge === undefined
        ? []
        : await this.database.query<Row>(sql.take, [sha256(challenge), purpose, this.clock.now()]);
    if (challenge === undefined || row === undefined) {
      throw new PortalError(
        'passkey_refused',
        'This took too long, or was done before. Try again.',
      );
    }
    const wish = naming.safeParse(row.wish).data;
    return { challenge, purpose, personId: row.person_id, wish };
  }

  /** In small steps, until none is left. */
  async removeExpired(): Promise<void> {
    const now = this.clock.now();
    while ((await this.database.query(sql.removeExpired, [now])).length > 0);
  }
}

interface Row {
  readonly person_id: string;
  readonly wish: unknown;
}

/** The challenge that the browser signed over; undefined for anything unreadable. */
function challengeIn(clientDataJson: string): string | undefined {
  try {
    const text = Buffer.from(clientDataJson, 'base64url').toString('utf8');
    return clientData.safeParse(JSON.parse(text)).data?.challenge;
  } catch {
    return undefined;
  }
}
