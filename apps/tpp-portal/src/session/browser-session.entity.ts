import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A browser, known by a digest of its cookie. */
@Entity({ name: 'browser_session', schema: 'tpp_portal' })
export class BrowserSessionEntity {
  @PrimaryColumn({ type: 'text', name: 'session_key' })
  sessionKey!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Index('browser_session_expiry')
  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;
}
