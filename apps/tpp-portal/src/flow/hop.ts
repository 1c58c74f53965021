/** The four parties of a journey, in the order in which the flow view draws them. */
export const lanes = ['browser', 'client', 'authorization-server', 'resource-server'] as const;
export type Lane = (typeof lanes)[number];

/** What a hop is for; the flow view words it. */
export const hopKinds = [
  'discovery',
  'keys',
  'push',
  'authorize',
  'callback',
  'token',
  'refresh',
  'userinfo',
  'resource-metadata',
  'resource',
  'revoke',
  'page',
  'other',
] as const;
export type HopKind = (typeof hopKinds)[number];

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** A message body as the browser may see it: masked, and cut at the recorder's limit. */
export interface RecordedBody {
  readonly mediaType: string;
  readonly text: string;
  readonly truncated: boolean;
}

export interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: RecordedBody;
}

export interface RecordedResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body?: RecordedBody;
}

/** A JWT laid open: everything but the signature, so that it cannot be presented again. */
export interface DecodedJwt {
  readonly where: string;
  /** The message that carried it. */
  readonly side: 'request' | 'response';
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** One thing the client compared before it went on, with the clause that asks for it. */
export interface Check {
  readonly clause: string;
  readonly what: string;
  readonly passed: boolean;
  readonly expected?: string;
  readonly received?: string;
}

/** One exchange of a journey as it is stored and shown: no token, code, key or signature in it. */
export interface Hop {
  readonly kind: HopKind;
  readonly title: string;
  readonly from: Lane;
  readonly to: Lane;
  readonly startedAt: string;
  readonly durationMilliseconds?: number;
  readonly interactionId?: string;
  readonly note?: string;
  readonly request: RecordedRequest;
  readonly response?: RecordedResponse;
  readonly failure?: string;
  readonly jwts: readonly DecodedJwt[];
  readonly checks: readonly Check[];
}
