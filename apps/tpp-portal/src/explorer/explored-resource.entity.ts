import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { BrowserSessionEntity } from '../session/browser-session.entity.js';

/** A consent or payment that a visitor made in the explorer: the demo app has one name for all its visitors. */
@Entity({ name: 'explored_resource', schema: 'tpp_portal' })
export class ExploredResourceEntity {
  @PrimaryColumn({ type: 'text', name: 'session_key' })
  sessionKey!: string;

  @ManyToOne(() => BrowserSessionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'session_key',
    foreignKeyConstraintName: 'explored_resource_session_key_fkey',
  })
  session!: Relation<BrowserSessionEntity>;

  @PrimaryColumn({ type: 'text' })
  bank!: string;

  @PrimaryColumn({ type: 'text', name: 'resource_id' })
  resourceId!: string;

  @Column({ type: 'timestamptz', name: 'made_at' })
  madeAt!: Date;
}
