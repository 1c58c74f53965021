import type { ClientMetadata } from '@sandbank/oauth';
import {
  Check,
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { BankEntity } from '../issuer/bank.entity.js';

export type ClientStatus = 'active' | 'frozen';

/** A client of one bank, as registered. */
@Entity({ name: 'client', schema: 'authorization_server' })
@Check('client_client_id_check', `client_id !~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$'`)
@Check('client_status_check', `status IN ('active', 'frozen')`)
export class ClientEntity {
  @PrimaryColumn({ type: 'text' })
  bank!: string;

  @ManyToOne(() => BankEntity)
  @JoinColumn({ name: 'bank', foreignKeyConstraintName: 'client_bank_fkey' })
  issuer!: Relation<BankEntity>;

  @PrimaryColumn({ type: 'text', name: 'client_id' })
  clientId!: string;

  @Column({ type: 'jsonb' })
  metadata!: ClientMetadata;

  @Column({ type: 'text' })
  status!: ClientStatus;

  @Column({ type: 'text', name: 'status_reason', nullable: true })
  statusReason!: string | null;

  /** Null for a client whose status nobody changed. */
  @Column({ type: 'timestamptz', name: 'status_changed_at', nullable: true })
  statusChangedAt!: Date | null;

  @Column({ type: 'text', name: 'status_changed_by', nullable: true })
  statusChangedBy!: string | null;

  @Column({ type: 'uuid', name: 'status_interaction_id', nullable: true })
  statusInteractionId!: string | null;
}
