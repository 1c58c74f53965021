import {
  Column,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
  type Relation,
} from 'typeorm';
import { BankEntity } from '../issuer/bank.entity.js';

/** A customer of a bank, who signs in there. */
@Entity({ name: 'customer', schema: 'authorization_server' })
@Unique('customer_bank_username_key', ['bank', 'username'])
export class CustomerEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  bank!: string;

  @ManyToOne(() => BankEntity)
  @JoinColumn({ name: 'bank', foreignKeyConstraintName: 'customer_bank_fkey' })
  issuer!: Relation<BankEntity>;

  @Column({ type: 'text' })
  username!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Where the one-time code would go. */
  @Column({ type: 'text' })
  phone!: string;

  /** argon2id, in PHC form. */
  @Column({ type: 'text', name: 'password_hash' })
  passwordHash!: string;

  /** The code of a seeded customer, who always gets the same; absent for the others. */
  @Column({ type: 'text', name: 'fixed_code', nullable: true })
  fixedCode!: string | null;
}
