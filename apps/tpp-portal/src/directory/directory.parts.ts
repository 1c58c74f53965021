import { DirectoryCall } from './directory-call.js';
import { DirectoryClient } from './directory.client.js';

/** What speaks to the directory of participants. */
export const directoryParts = {
  controllers: [],
  providers: [DirectoryCall, DirectoryClient],
};
