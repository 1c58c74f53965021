import type { OAuthError, RequestTrace } from '@sandbank/oauth';

/** Whose request it is: that of a customer's browser, or of the client itself. */
export type Lane = 'browser' | 'client';

/** How an app's exchanges are recorded. */
export interface ExchangeOptions {
  readonly server: 'authorization-server' | 'resource-server';
  /** The lane of a route by its pattern, or undefined where it is no business of a client's. */
  readonly laneOf: (route: string) => Lane | undefined;
  /** The route that opens a flow: what it refuses is a flow of its own, over as soon as it began. */
  readonly flowsOpenAt?: string;
  /** The steps of a flow that this server sees: by their names, aggregates in SQL over `e`, exchanges of a time that begins at $4. */
  readonly funnel: Readonly<Record<string, string>>;
  /** A condition in SQL: whether `r.bank` has a client `r.client_id`. */
  readonly clientIsKnownSql: string;
}

/** DI token of the options. */
export const EXCHANGES = Symbol('EXCHANGES');

declare module 'fastify' {
  interface FastifyRequest {
    /** What is learnt on the way; set before the handler, where exchanges are recorded. */
    trace?: RequestTrace;
    /** With what it was refused. */
    refusal?: OAuthError;
    /** The body of the answer before it was serialised. */
    answer?: unknown;
  }
}
