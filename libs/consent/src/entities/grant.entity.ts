import { Check, Column, Entity, Index, OneToMany, PrimaryColumn, type Relation } from 'typeorm';
import type { GrantStatus } from '../consent-state.js';
import { Consent } from './consent.entity.js';

/** What a client holds from a customer. Read only: `ConsentStore` makes and changes it. */
@Entity({ schema: 'consent', name: 'grant' })
@Index('grant_of_customer', ['customerId'])
@Index('grant_unclaimed', ['claimBy'], { where: `status = 'UNCLAIMED'` })
@Check('grant_status', `status IN ('UNCLAIMED', 'ACTIVE', 'REVOKED', 'EXPIRED')`)
@Check('grant_updated_by', `updated_by IN ('client', 'authorization_server')`)
@Check('grant_claimed', `status <> 'ACTIVE' OR claimed_at IS NOT NULL`)
export class Grant {
  @PrimaryColumn('uuid', { name: 'grant_id', primaryKeyConstraintName: 'grant_pkey' })
  readonly grantId!: string;

  @Column('text')
  readonly bank!: string;

  @Column('text', { name: 'client_id' })
  readonly clientId!: string;

  @Column('uuid', { name: 'customer_id' })
  readonly customerId!: string;

  @Column('text')
  readonly status!: GrantStatus;

  @Column('text', { array: true })
  readonly scopes!: string[];

  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  readonly updatedAt!: Date;

  /** Who changed the grant last, in the words of GM-6.4. */
  @Column('text', { name: 'updated_by' })
  readonly updatedBy!: 'client' | 'authorization_server';

  @Column('timestamptz', { name: 'claim_by' })
  readonly claimBy!: Date;

  @Column('timestamptz', { name: 'claimed_at', nullable: true })
  readonly claimedAt!: Date | null;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  readonly expiresAt!: Date | null;

  /** Counts the approvals, from 1: codes and refresh tokens of an earlier one are worth nothing. */
  @Column('integer', { default: 1 })
  readonly revision!: number;

  /** What was asked by the parameter `claims` and agreed to. */
  @Column('jsonb', { nullable: true })
  readonly claims!: Readonly<Record<string, unknown>> | null;

  @Column('text', { name: 'changed_by', default: 'authorization-server' })
  readonly changedBy!: string;

  @Column('text', { default: 'token' })
  readonly surface!: string;

  @Column('text', { nullable: true })
  readonly reason!: string | null;

  @Column('uuid', { name: 'interaction_id', nullable: true })
  readonly interactionId!: string | null;

  @OneToMany(() => Consent, (consent) => consent.grant)
  readonly consents!: Relation<Consent[]>;
}
