import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A bank: an issuer is data, so another bank is another row. */
@Entity({ name: 'bank', schema: 'authorization_server' })
@Check('bank_slug_check', `slug ~ '^[a-z][a-z0-9-]{1,30}$'`)
@Check('bank_signing_alg_check', `signing_alg IN ('ES256', 'PS256', 'EdDSA')`)
export class BankEntity {
  @PrimaryColumn({ type: 'text' })
  slug!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  tagline!: string;

  /** Id of a profile of the policy. */
  @Column({ type: 'text' })
  profile!: string;

  @Column({ type: 'text', name: 'signing_alg' })
  signingAlg!: string;
}
