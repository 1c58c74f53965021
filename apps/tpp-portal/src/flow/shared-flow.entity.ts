import { Check, Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { FrozenFlow } from './frozen-flow.js';

/** A masked copy of a journey, which whoever has its address may read until it ends. */
@Entity({ name: 'shared_flow', schema: 'tpp_portal' })
@Check('shared_flow_owner', 'num_nonnulls(session_key, application_id) = 1')
@Unique('shared_flow_token_digest_key', ['tokenDigest'])
export class SharedFlowEntity {
  @PrimaryColumn({ type: 'uuid', name: 'shared_flow_id' })
  sharedFlowId!: string;

  @Column({ type: 'bytea', name: 'token_digest' })
  tokenDigest!: Buffer;

  @Index('shared_flow_session')
  @Column({ type: 'text', name: 'session_key', nullable: true })
  sessionKey!: string | null;

  @Index('shared_flow_application')
  @Column({ type: 'uuid', name: 'application_id', nullable: true })
  applicationId!: string | null;

  @Column({ type: 'text' })
  flow!: string;

  @Column({ type: 'json' })
  document!: FrozenFlow;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Index('shared_flow_expiry')
  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;
}
