import { Inject, Injectable } from '@nestjs/common';
import type { ResourceConsent } from '@sandbank/consent';
import { uuidV7 } from '@sandbank/crypto';
import { Database } from '@sandbank/platform';
import { invalidField } from '../open-banking/open-banking-error.js';
import { answerQuestion, questionsOfConsent } from './funds-confirmations.statements.js';
import { askedMinor, type FundsQuestion } from './funds-question.js';

/** One question and its circumstances. */
export interface AskedQuestion {
  readonly question: FundsQuestion;
  readonly consent: ResourceConsent;
  /** Number of the account that was agreed to, where the consent names one. */
  readonly identification: string | undefined;
  readonly interactionId: string;
  readonly now: Date;
}

/** A row of `resource_server.funds_confirmation`, as its customer reads it. */
export interface QuestionRow {
  readonly id: string;
  readonly asked_at: Date;
  readonly reference: string | null;
  readonly amount_minor: string;
  readonly currency: string;
  readonly funds_available: boolean;
}

/** Questions about funds: no answer is given that was not written down. */
@Injectable()
export class FundsConfirmationsStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Yes or no, and the number under which the answer is kept; 400 where the account is kept in another currency. */
  async answer(asked: AskedQuestion): Promise<{ readonly id: string; readonly isYes: boolean }> {
    const { question, consent, identification, interactionId, now } = asked;
    const { bank, clientId, consentId, customerId, accountIds } = consent;
    const id = uuidV7(now);
    const [row] = await this.database.query<{ funds_available: boolean }>(answerQuestion, [
      ...[id, bank, clientId, consentId, customerId, accountIds[0], question.Reference ?? null],
      ...[askedMinor(question), question.InstructedAmount.Currency, now, interactionId],
      identification ?? null,
    ]);
    if (row !== undefined) return { id, isYes: row.funds_available };
    const place = 'Data.InstructedAmount.Currency';
    throw invalidField('the account that was agreed to is not kept in this currency', place);
  }

  /** What was asked under a customer's consent, newest first; `before` is a question of a page before. */
  ofConsent(
    customerId: string,
    bank: string,
    consentId: string,
    before: string | undefined,
    count: number,
  ): Promise<readonly QuestionRow[]> {
    const values = [customerId, bank, consentId, before ?? null, count];
    return this.database.query<QuestionRow>(questionsOfConsent, values);
  }
}
