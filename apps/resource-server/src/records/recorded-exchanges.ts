import type { ExchangeOptions } from '@sandbank/platform';

/** How the exchanges of the resource server are recorded: all that is not between the bank's own servers. */
export const recordedExchanges: ExchangeOptions = {
  server: 'resource-server',
  laneOf: (route) => (/^\/(records|internal)(\/|$)/.test(route) ? undefined : 'client'),
  // A grant is what a flow ends with; of those that are older, their flows were counted in their time.
  funnel: {
    call: `count(DISTINCT e.grant_id) FILTER (WHERE e.error IS NULL AND EXISTS (
      SELECT FROM consent."grant" g WHERE g.grant_id = e.grant_id
        AND g.created_at >= $4::timestamptz))`,
  },
  // Clients are known at the authorization server; here, who has asked a customer for something, or has called before.
  clientIsKnownSql: `(EXISTS (SELECT FROM consent.consent c
      WHERE c.bank = r.bank AND c.client_id = r.client_id)
    OR EXISTS (SELECT FROM resource_server.exchange e
      WHERE e.bank = r.bank AND e.client_id = r.client_id AND NOT e.claimed))`,
};
