import { Global, Module } from '@nestjs/common';
import { IssuerRegistry } from './issuer.registry.js';
import { IssuerSweeper } from './issuer.sweeper.js';
import { KeyRotation } from './key-rotation.js';
import { SigningKeyStore } from './signing-key.store.js';

/** The banks and their keys, one memory of them for every part of this server. */
@Global()
@Module({
  providers: [IssuerRegistry, IssuerSweeper, KeyRotation, SigningKeyStore],
  exports: [IssuerRegistry, KeyRotation, SigningKeyStore],
})
export class IssuerModule {}
