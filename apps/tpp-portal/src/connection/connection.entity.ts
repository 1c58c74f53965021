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
import { FlowEntity } from '../flow/flow.entity.js';
import { BrowserSessionEntity } from '../session/browser-session.entity.js';

/** The demo app's connection to a bank; without tokens once it has ended. */
@Entity({ name: 'connection', schema: 'tpp_portal' })
@Check('connection_check', '(sealed_tokens IS NULL) = (ended_at IS NOT NULL)')
export class ConnectionEntity {
  @PrimaryColumn({ type: 'text', name: 'session_key' })
  sessionKey!: string;

  @ManyToOne(() => BrowserSessionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'session_key', foreignKeyConstraintName: 'connection_session_key_fkey' })
  session!: Relation<BrowserSessionEntity>;

  @PrimaryColumn({ type: 'text' })
  bank!: string;

  @Index('connection_flow')
  @Column({ type: 'uuid', name: 'flow_id' })
  flowId!: string;

  @ManyToOne(() => FlowEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'flow_id', foreignKeyConstraintName: 'connection_flow_id_fkey' })
  flow!: Relation<FlowEntity>;

  @Column({ type: 'bytea', name: 'sealed_tokens', nullable: true })
  sealedTokens!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'access_token_expires_at' })
  accessTokenExpiresAt!: Date;

  @Column({ type: 'jsonb', name: 'authorization_details' })
  authorizationDetails!: unknown[];

  @Column({ type: 'timestamptz', name: 'connected_at' })
  connectedAt!: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'refreshing_until', nullable: true })
  refreshingUntil!: Date | null;
}
