import { ClientEntity } from './client/client.entity.js';
import { CustomerEntity } from './customer/customer.entity.js';
import { BankEntity } from './issuer/bank.entity.js';
import { SigningKeyEntity } from './issuer/signing-key.entity.js';

/** The tables that administration and cold paths reach through TypeORM. */
export const entities = [BankEntity, SigningKeyEntity, ClientEntity, CustomerEntity];
