import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { BrowserSessionEntity } from '../session/browser-session.entity.js';

/** A payment that a visitor orders; tokens are sealed, and gone once it is settled. */
@Entity({ name: 'payment', schema: 'tpp_portal' })
@Check('payment_status', `status IN ('at_bank', 'ready', 'step_up', 'paid', 'failed')`)
@Check('payment_step_ups', 'step_ups BETWEEN 0 AND 1')
export class PaymentEntity {
  @PrimaryColumn({ type: 'uuid', name: 'payment_id' })
  paymentId!: string;

  @Index('payment_session')
  @Column({ type: 'text', name: 'session_key' })
  sessionKey!: string;

  @ManyToOne(() => BrowserSessionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_key', foreignKeyConstraintName: 'payment_session_key_fkey' })
  session!: Relation<BrowserSessionEntity>;

  @Column({ type: 'text' })
  bank!: string;

  @Column({ type: 'jsonb' })
  wish!: unknown;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'uuid', name: 'flow_id', nullable: true })
  flowId!: string | null;

  @Column({ type: 'text', name: 'consent_id', nullable: true })
  consentId!: string | null;

  @Column({ type: 'bytea', name: 'sealed_tokens', nullable: true })
  sealedTokens!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'access_token_expires_at', nullable: true })
  accessTokenExpiresAt!: Date | null;

  @Column({ type: 'jsonb', nullable: true })
  challenge!: unknown;

  @Column({ type: 'smallint', name: 'step_ups', default: 0 })
  stepUps!: number;

  @Column({ type: 'jsonb', nullable: true })
  receipt!: unknown;

  @Column({ type: 'jsonb', nullable: true })
  error!: unknown;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
