import { Check, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { Consent } from './consent.entity.js';

/** An account that the customer chose for a consent. */
@Entity({ schema: 'consent', name: 'consent_account' })
@Index('consent_account_of_account', ['accountId'])
@Check('consent_account_id', `length(account_id) BETWEEN 1 AND 40`)
export class ConsentAccount {
  @PrimaryColumn('uuid', { name: 'consent_id', primaryKeyConstraintName: 'consent_account_pkey' })
  readonly consentId!: string;

  @PrimaryColumn('text', { name: 'account_id', primaryKeyConstraintName: 'consent_account_pkey' })
  readonly accountId!: string;

  @ManyToOne(() => Consent, (consent) => consent.accounts)
  @JoinColumn({ name: 'consent_id', foreignKeyConstraintName: 'consent_account_consent' })
  readonly consent!: Relation<Consent>;
}
