import type { ReactElement } from 'react';
import type { Check, Hop, RecordingServer } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { Waiting } from '../parts/states.js';
import { Checks } from './checks.js';
import { Part } from './part.js';

interface CheckedByServer {
  server: RecordingServer;
  checks: Check[];
}

const serverNames: Readonly<Record<RecordingServer, string>> = {
  'authorization-server': 'authorization server',
  'resource-server': 'resource server',
};

/** What the bank checked of a request of the demo app, from the bank's own record of it. */
export function BankChecks({ flowId, hop }: { flowId: string; hop: Hop }): ReactElement | null {
  const isRecorded = hop.interactionId !== undefined && hop.from === 'client';
  const { data, error, loading } = useResource<CheckedByServer>(
    isRecorded ? `/api/flows/${flowId}/hops/${String(hop.number)}/record` : undefined,
  );
  if (!isRecorded || error !== undefined) return null;
  if (data === undefined) return loading ? <Waiting lines={2} /> : null;
  if (data.checks.length === 0) return null;
  return (
    <Part title={`Checked by the ${serverNames[data.server]}`}>
      <Checks checks={data.checks} />
    </Part>
  );
}
