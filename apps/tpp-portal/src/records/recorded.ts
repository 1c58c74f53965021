import { z } from 'zod';
import { rejection } from '../rejections/rejection.js';

/** The servers that keep records of their clients. */
export const recordingServers = ['authorization-server', 'resource-server'] as const;
export type RecordingServer = (typeof recordingServers)[number];

const text = z.string().max(4000);
const moment = z.string().max(40);
const count = z.number().int().nonnegative();
const milliseconds = z.number().nonnegative();

/** One request of a client with its answer, in a line; `id` grows with time. */
export const exchange = z.object({
  id: z.uuid(),
  at: moment,
  interaction_id: text,
  server: z.enum(recordingServers),
  lane: z.enum(['browser', 'client']),
  method: text,
  endpoint: text,
  status: z.number().int(),
  duration_ms: milliseconds,
  error: text.nullable(),
  clause: text.nullable(),
  flow: text.nullable(),
  grant_id: text.nullable(),
  /** The request named this client and did not prove to be it. */
  claimed: z.boolean().default(false),
  /** How many just before it were counted and not kept. */
  suppressed: count.default(0),
});
export type Exchange = z.output<typeof exchange>;

export const exchangePage = z.object({
  exchanges: z.array(exchange).max(1000),
  next: z.string().optional(),
});

const headers = z.union([
  z.array(z.tuple([text, text])).max(200),
  z.record(z.string(), z.union([text, z.array(text)])),
]);
const json = z.record(z.string(), z.unknown());

/** The same with what was sent and answered, masked by the server that recorded it. */
export const exchangeDetail = exchange.extend({
  request: z.object({
    path: text,
    headers: headers.default({}),
    parameters: z.unknown().optional(),
    body: z.unknown().optional(),
  }),
  response: z.object({ headers: headers.default({}), body: z.unknown().optional() }),
  decoded: z.array(z.object({ name: text, header: json, payload: json })).default([]),
  rules: z
    .array(
      z.object({
        clause: text,
        passed: z.boolean(),
        summary: text.nullable().default(null),
        specification: text.nullable().default(null),
      }),
    )
    .default([]),
});
export type ExchangeDetail = z.output<typeof exchangeDetail>;

/** What began with one pushed request. */
export const recordedFlow = z.object({
  flow: text,
  grant_id: text.nullable(),
  started_at: moment,
  last_at: moment,
  hops: count,
  outcome: z.enum(['pending', 'completed', 'refused']),
  error: text.nullable(),
});
export type RecordedFlow = z.output<typeof recordedFlow>;

export const flowPage = z.object({
  flows: z.array(recordedFlow).max(1000),
  next: z.string().optional(),
});

export const consents = z.object({
  consents: z
    .array(
      z.object({
        consent_id: text,
        grant_id: text.nullable(),
        type: text,
        status: text,
        granted_at: moment.nullable(),
        ends_at: moment.nullable(),
        last_accessed_at: moment.nullable(),
        summary: z.union([text, z.array(text)]),
      }),
    )
    .max(1000),
});
export type RecordedConsents = z.output<typeof consents>;

export const events = z.object({
  subscription: z.record(z.string(), z.unknown()).nullable(),
  deliveries: z
    .array(
      z.object({
        jti: text,
        type: text,
        at: moment,
        attempts: count,
        next_attempt_at: moment.nullable(),
        delivered_at: moment.nullable(),
        dead_at: moment.nullable(),
        last_error: text.nullable(),
      }),
    )
    .max(1000),
});
export type RecordedEvents = z.output<typeof events>;

/** Steps of the journey, and how many flows reached each. */
export const funnel = z.object({
  steps: z.array(z.object({ step: z.enum(['par', 'authorize', 'token', 'call']), flows: count })),
});
export type Funnel = z.output<typeof funnel>;

export const topRejections = z.object({
  rules: z
    .array(z.object({ clause: text.nullable(), error: text, count, clients: count }))
    .max(1000),
});

export const clientsHealth = z.object({
  clients: z
    .array(
      z.object({
        client_id: text,
        exchanges: count,
        refused: count,
        last_at: moment.nullable(),
        median_ms: milliseconds.nullable(),
        p95_ms: milliseconds.nullable(),
      }),
    )
    .max(5000),
});

const ofAClient = { bank: text.nullable().optional(), client_id: text.nullable().optional() };

/** What one interaction id names at all banks of a server. */
export const interaction = z.object({
  exchanges: z.array(exchange.extend(ofAClient)).max(1000),
  rejections: z.array(rejection.extend(ofAClient)).max(1000),
});
export type RecordedInteraction = z.output<typeof interaction>;

export const rate = z.object({
  points: z.array(z.object({ at: moment, requests: count, refused: count })).max(5000),
});
export type Rate = z.output<typeof rate>;
