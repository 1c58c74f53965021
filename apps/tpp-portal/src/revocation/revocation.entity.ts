import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Tokens of a connection that the visitor has ended, until the bank has confirmed it. */
@Entity({ name: 'revocation', schema: 'tpp_portal' })
@Index('revocation_session', ['sessionKey', 'bank'])
export class RevocationEntity {
  @PrimaryColumn({ type: 'uuid', name: 'revocation_id' })
  revocationId!: string;

  @Column({ type: 'text', name: 'session_key' })
  sessionKey!: string;

  @Column({ type: 'text' })
  bank!: string;

  @Column({ type: 'uuid', name: 'flow_id' })
  flowId!: string;

  @Column({ type: 'bytea', name: 'sealed_tokens', select: false })
  sealedTokens!: Buffer;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt!: Date;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Index('revocation_due')
  @Column({ type: 'timestamptz', name: 'next_attempt_at' })
  nextAttemptAt!: Date;

  @Column({ type: 'text', nullable: true })
  error!: string | null;
}
