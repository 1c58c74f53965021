import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { BrowserSessionEntity } from '../session/browser-session.entity.js';

export type FlowStatus = 'started' | 'redirected' | 'returned' | 'connected' | 'failed';

/** A journey. What it keeps secret until its answer comes is sealed, and gone afterwards. */
@Entity({ name: 'flow', schema: 'tpp_portal' })
@Check(
  'flow_status_check',
  `status IN ('started', 'redirected', 'returned', 'connected', 'failed')`,
)
@Unique('flow_state_digest_key', ['stateDigest'])
@Index('flow_session', ['sessionKey', 'startedAt'])
export class FlowEntity {
  @PrimaryColumn({ type: 'uuid', name: 'flow_id' })
  flowId!: string;

  @Column({ type: 'text', name: 'session_key' })
  sessionKey!: string;

  @ManyToOne(() => BrowserSessionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_key', foreignKeyConstraintName: 'flow_session_key_fkey' })
  session!: Relation<BrowserSessionEntity>;

  @Column({ type: 'text' })
  bank!: string;

  @Column({ type: 'text' })
  status!: FlowStatus;

  @Column({ type: 'bytea', name: 'state_digest' })
  stateDigest!: Buffer;

  @Column({ type: 'bytea', name: 'sealed_secrets', nullable: true, select: false })
  sealedSecrets!: Buffer | null;

  @Column({ type: 'integer', name: 'hop_count', default: 0 })
  hopCount!: number;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt!: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  error!: string | null;

  @Column({ type: 'text', name: 'error_description', nullable: true })
  errorDescription!: string | null;

  @Column({ type: 'uuid', name: 'interaction_id', nullable: true })
  interactionId!: string | null;
}
