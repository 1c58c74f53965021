import { ConsentStore, type Act } from '@sandbank/consent';
import type { FapiClient } from '@sandbank/testing';
import { setClientStatus } from '../../src/operation/client-status.js';
import type { RunningServer } from '../running-server.js';

/** What a state is brought upon. */
export interface Subject {
  readonly server: RunningServer;
  readonly client: FapiClient;
  readonly grantId: string;
  readonly consentId: string;
  readonly accessToken: string | undefined;
  readonly refreshToken: string | undefined;
}

type Change = (subject: Subject) => Promise<unknown>;

const act = ({ server }: Subject): Act => ({
  ...{ now: server.clock.now(), by: 'operator:spec', surface: 'operator' },
});
const store = ({ server }: Subject) =>
  new ConsentStore(server.database.connect('authorizationServer', 1));

/** The clock has passed a moment that nothing wrote down; the guards of the table are put aside for it. */
const unguarded =
  (table: string, key: 'consent_id' | 'grant_id', set: string): Change =>
  ({ server, consentId, grantId }) =>
    server.database.query(
      `WITH aside AS (SELECT set_config('session_replication_role', 'replica', true))
       UPDATE consent.${table} c SET ${set} FROM aside WHERE c.${key} = $1`,
      [key === 'consent_id' ? consentId : grantId, server.clock.now()],
    );

const clientIs =
  (status: 'active' | 'frozen'): Change =>
  (subject) =>
    setClientStatus(
      subject.server.database.connect('authorizationServer', 1),
      ...(['harbour', subject.client.options.clientId, status, act(subject)] as const),
    );

/** Everything that may have become of what a customer gave. */
export const states = {
  AUTHORISED: async () => undefined,
  SUSPENDED: (subject) => store(subject).suspend(subject.consentId, act(subject)),
  REVOKED: (subject) => store(subject).revoke(subject.consentId, act(subject)),
  EXPIRED: (subject) => store(subject).expire(subject.consentId, act(subject)),
  CONSUMED: (subject) => store(subject).consume(subject.consentId, act(subject)),
  'expired by the clock': unguarded('consent', 'consent_id', 'expires_at = $2'),
  'not authenticated again in time': unguarded('consent', 'consent_id', 'reauthenticate_by = $2'),
  'grant REVOKED': (subject) => store(subject).revokeGrant(subject.grantId, act(subject)),
  'grant EXPIRED': unguarded('"grant"', 'grant_id', `status = 'EXPIRED', expires_at = $2`),
  'grant expired by the clock': unguarded('"grant"', 'grant_id', 'expires_at = $2'),
  'access token revoked': ({ client, accessToken }) => client.revoke(accessToken ?? 'none'),
  'refresh token revoked': ({ client, refreshToken }) => client.revoke(refreshToken ?? 'none'),
  'access token expired': async ({ server }) => server.clock.advance(300),
  'client frozen': clientIs('frozen'),
} as const satisfies Record<string, Change>;

export type StateName = keyof typeof states;
export const stateNames = Object.keys(states) as StateName[];

/** Lets the client act again, so that one spec does not stand in the way of the next. */
export const thaw = clientIs('active');
