import { RevocationService } from './revocation.service.js';
import { RevocationStore } from './revocation.store.js';
import { RevocationSweeper } from './revocation.sweeper.js';

/** “Stop sharing”, until the bank has heard it. */
export const revocationParts = {
  controllers: [],
  providers: [RevocationService, RevocationStore, RevocationSweeper],
};
