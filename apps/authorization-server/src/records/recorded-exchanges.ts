import type { ExchangeOptions, Lane } from '@sandbank/platform';

const browserRoutes = /^\/:bank\/(authorize$|interaction\/)/;
/** What is between a customer and the bank, or between its own servers. */
const othersRoutes = /^\/(records|assets)(\/|$)|^\/:bank\/dashboard(\/|$)/;

function laneOf(route: string): Lane | undefined {
  if (othersRoutes.test(route)) return undefined;
  return browserRoutes.test(route) ? 'browser' : 'client';
}

const flowsThat = (condition: string): string =>
  `count(DISTINCT e.flow) FILTER (WHERE ${condition})`;

/** How the exchanges of the authorization server are recorded. */
export const recordedExchanges: ExchangeOptions = {
  server: 'authorization-server',
  laneOf,
  flowsOpenAt: '/:bank/par',
  funnel: {
    par: flowsThat(`e.route = 'POST /:bank/par' AND e.error IS NULL`),
    authorize: flowsThat(`e.route = 'GET /:bank/authorize' AND e.error IS NULL`),
    token: flowsThat(`e.route = 'POST /:bank/token' AND e.error IS NULL`),
  },
  clientIsKnownSql: `EXISTS (SELECT FROM authorization_server.client c
    WHERE c.bank = r.bank AND c.client_id = r.client_id)`,
};
