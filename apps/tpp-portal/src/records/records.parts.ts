import { OperatorRecordsClient } from './operator-records.client.js';
import { RecordingServers } from './recording-servers.js';
import { RecordsClient } from './records.client.js';

/** What the banks' servers recorded, for whoever may see it. */
export const recordsParts = {
  controllers: [],
  providers: [OperatorRecordsClient, RecordingServers, RecordsClient],
};
