import type { ExchangeOptions } from '@sandbank/platform';

/** How the exchanges of the resource server are recorded: all that is not between the bank's own servers. */
export const recordedExchanges: ExchangeOptions = {
  server: 'resource-server',
  laneOf: (route) => (/^\/(records|internal)(\/|$)/.test(route) ? undefined : 'client'),
  // Clients are known at the authorization server; here, who has called before.
  clientIsKnownSql: `EXISTS (SELECT FROM resource_server.exchange e
    WHERE e.bank = r.bank AND e.client_id = r.client_id AND NOT e.claimed)`,
};
