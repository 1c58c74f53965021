import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { FlowEntity } from './flow.entity.js';
import type { Hop } from './hop.js';

/** One exchange of a journey, masked, as it was recorded, and what became known later. */
@Entity({ name: 'flow_hop', schema: 'tpp_portal' })
export class FlowHopEntity {
  @PrimaryColumn({ type: 'uuid', name: 'flow_id' })
  flowId!: string;

  @ManyToOne(() => FlowEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'flow_id', foreignKeyConstraintName: 'flow_hop_flow_id_fkey' })
  flow!: Relation<FlowEntity>;

  @PrimaryColumn({ type: 'integer', name: 'hop_number' })
  number!: number;

  @Column({ type: 'json' })
  hop!: Hop;

  @Column({ type: 'jsonb', default: {} })
  amendment!: Partial<Hop>;
}
