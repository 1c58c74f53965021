import type { AuthorizationDetail } from '@sandbank/oauth';
import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import type { ConsentStatus } from '../consent-state.js';
import { ConsentAccount } from './consent-account.entity.js';
import { ConsentHistoryEntry } from './consent-history.entity.js';
import { Grant } from './grant.entity.js';

/** One thing that a customer was asked and perhaps agreed to. Read only: `ConsentStore` moves it. */
@Entity({ schema: 'consent', name: 'consent' })
@Index('consent_of_grant', ['grantId', 'consentId'], { where: 'grant_id IS NOT NULL' })
@Index('consent_of_customer', ['customerId'], { where: 'customer_id IS NOT NULL' })
@Index('consent_of_client', ['bank', 'clientId', 'consentId'])
@Index('consent_awaiting', ['authoriseBy'], { where: `status = 'AWAITING_AUTHORISATION'` })
@Index('consent_expiring', ['expiresAt'], { where: `status = 'AUTHORISED'` })
@Index('consent_reauthenticating', ['reauthenticateBy'], { where: `status = 'AUTHORISED'` })
@Check(
  'consent_status',
  `status IN ('AWAITING_AUTHORISATION', 'AUTHORISED', 'SUSPENDED', 'REVOKED', 'EXPIRED', 'CONSUMED', 'REJECTED')`,
)
@Check(
  'consent_granted',
  `num_nonnulls(grant_id, customer_id, granted) = CASE WHEN status IN ('AWAITING_AUTHORISATION', 'REJECTED') THEN 0 ELSE 3 END`,
)
@Check(
  'consent_accounts_max',
  `accounts_max IS NULL OR granted IS NULL OR coalesce(jsonb_array_length(granted -> 'AccountIds'), 0) BETWEEN 1 AND accounts_max`,
)
export class Consent {
  @PrimaryColumn('uuid', { name: 'consent_id', primaryKeyConstraintName: 'consent_pkey' })
  readonly consentId!: string;

  @Column('text')
  readonly bank!: string;

  @Column('text', { name: 'client_id' })
  readonly clientId!: string;

  /** The authorization details type. */
  @Column('text')
  readonly type!: string;

  /** True when its first use is its last. */
  @Column('boolean', { name: 'single_use' })
  readonly singleUse!: boolean;

  /** How many accounts it may have; null: as many as the customer likes. */
  @Column('integer', { name: 'accounts_max', nullable: true })
  readonly accountsMax!: number | null;

  @Column('jsonb')
  readonly requested!: AuthorizationDetail;

  @Column('timestamptz', { name: 'authorise_by' })
  readonly authoriseBy!: Date;

  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;

  @Column('uuid', { name: 'grant_id', nullable: true })
  readonly grantId!: string | null;

  @Column('uuid', { name: 'customer_id', nullable: true })
  readonly customerId!: string | null;

  /** What was agreed, with `AccountIds`; null until then, and never changed after. */
  @Column('jsonb', { nullable: true })
  readonly granted!: AuthorizationDetail | null;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  readonly expiresAt!: Date | null;

  /** Until when it counts without its customer signing in again; null: for as long as it lasts. */
  @Column('timestamptz', { name: 'reauthenticate_by', nullable: true })
  readonly reauthenticateBy!: Date | null;

  /** As last written; `effectiveStatus` tells what it is at a given moment. */
  @Column('text')
  readonly status!: ConsentStatus;

  /** Counts the transitions, from 1. */
  @Column('integer', { default: 1 })
  readonly version!: number;

  @Column('timestamptz', { name: 'changed_at' })
  readonly changedAt!: Date;

  @Column('text', { name: 'changed_by' })
  readonly changedBy!: string;

  @Column('text')
  readonly surface!: string;

  @Column('text', { nullable: true })
  readonly reason!: string | null;

  @Column('uuid', { name: 'interaction_id', nullable: true })
  readonly interactionId!: string | null;

  @ManyToOne(() => Grant, (grant) => grant.consents, { nullable: true })
  @JoinColumn({ name: 'grant_id', foreignKeyConstraintName: 'consent_grant' })
  readonly grant!: Relation<Grant> | null;

  @OneToMany(() => ConsentAccount, (account) => account.consent)
  readonly accounts!: Relation<ConsentAccount[]>;

  @OneToMany(() => ConsentHistoryEntry, (entry) => entry.consent)
  readonly history!: Relation<ConsentHistoryEntry[]>;
}
