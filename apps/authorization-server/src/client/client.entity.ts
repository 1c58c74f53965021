import type { ClientMetadata } from '@sandbank/oauth';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type ClientStatus = 'active' | 'frozen';

/** A client of one bank, as registered. */
@Entity({ name: 'client', schema: 'authorization_server' })
export class ClientEntity {
  @PrimaryColumn({ type: 'text' })
  bank!: string;

  @PrimaryColumn({ type: 'text', name: 'client_id' })
  clientId!: string;

  @Column({ type: 'jsonb' })
  metadata!: ClientMetadata;

  @Column({ type: 'text' })
  status!: ClientStatus;

  /** Raised by every change. */
  @Column({ type: 'integer' })
  revision!: number;
}
