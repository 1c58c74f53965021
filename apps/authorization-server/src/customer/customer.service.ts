import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { constantTimeEquals } from '@sandbank/crypto';
import { Database, statement, type ServerSettings } from '@sandbank/platform';
import { keyFor, SETTINGS } from '../config.js';
import { passwordMatches } from './password.js';

const findByUsername = statement(
  'customer.find_by_username',
  `SELECT id, password_hash FROM authorization_server.customer WHERE bank = $1 AND username = $2`,
);

/** Knows the customers' passwords and one-time codes. */
@Injectable()
export class CustomerService {
  private readonly codeKey: Buffer;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SETTINGS) settings: ServerSettings,
  ) {
    this.codeKey = keyFor(settings, 'one-time-code');
  }

  /** The customer with this name and password; takes the same time when there is none. */
  async authenticated(
    bank: string,
    username: string,
    password: string,
  ): Promise<string | undefined> {
    const [customer] = await this.database.query<{ id: string; password_hash: string }>(
      findByUsername,
      [bank, username],
    );
    const matches = await passwordMatches(customer?.password_hash, password);
    return matches ? customer?.id : undefined;
  }

  /**
   * The six digits sent to a customer within one interaction: the seeded customer's own, else drawn by an
   * HMAC that only this server can compute, so that nothing is stored and a reload shows the same message.
   */
  oneTimeCode(interactionId: string, fixedCode: string | undefined): string {
    if (fixedCode !== undefined) return fixedCode;
    const drawn = createHmac('sha256', this.codeKey).update(interactionId).digest();
    return String(drawn.readUInt32BE(0) % 1_000_000).padStart(6, '0');
  }

  codeMatches(interactionId: string, fixedCode: string | undefined, typed: string): boolean {
    return constantTimeEquals(this.oneTimeCode(interactionId, fixedCode), typed.replace(/\s/g, ''));
  }
}
