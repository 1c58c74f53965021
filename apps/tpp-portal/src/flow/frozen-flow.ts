import {
  isSecretName,
  maskHeaders,
  maskJson,
  maskJwts,
  maskParameters,
  maskUrl,
} from './masking.js';
import type { DecodedJwt, Hop, RecordedBody } from './hop.js';

/** A journey as it is given out: what it was, without what it was made of. */
export interface FrozenFlow {
  readonly flow: string;
  readonly source: 'demo' | 'records';
  readonly bank: string;
  readonly bankName: string;
  readonly appName: string;
  readonly outcome: 'pending' | 'completed' | 'refused';
  readonly error: string | null;
  readonly startedAt: string;
  readonly recordingFull: boolean;
  readonly hops: readonly (Hop & { readonly number: number })[];
}

/** Claims that stand for one use or one browser: a reader learns nothing from their value. */
const usedOnce = new Set(['jti', 'nonce', 'state', 'sid', 's_hash', 'c_hash', 'at_hash', 'ath']);

/** Masks every hop once more, whatever was masked before: what is given out is read by anybody. */
export const frozen = (flow: FrozenFlow): FrozenFlow => ({
  ...flow,
  hops: flow.hops.map((hop) => ({
    ...hop,
    request: {
      ...hop.request,
      url: maskUrl(hop.request.url),
      headers: maskHeaders(hop.request.headers),
      ...bodyOf(hop.request.body),
    },
    ...(hop.response === undefined
      ? {}
      : {
          response: {
            ...hop.response,
            headers: maskHeaders(hop.response.headers),
            ...bodyOf(hop.response.body),
          },
        }),
    jwts: hop.jwts.map(jwtOf),
  })),
});

const jwtOf = ({ where, side, header, payload }: DecodedJwt): DecodedJwt => ({
  where,
  side,
  header: maskJson(header) as DecodedJwt['header'],
  payload: withoutUsedOnce(maskJson(payload)) as DecodedJwt['payload'],
});

const withoutUsedOnce = (payload: unknown): unknown =>
  typeof payload === 'object' && payload !== null
    ? Object.fromEntries(
        Object.entries(payload).map(([name, value]) => [name, usedOnce.has(name) ? '•••' : value]),
      )
    : payload;

function bodyOf(body: RecordedBody | undefined): { body?: RecordedBody } {
  if (body === undefined) return {};
  const { mediaType, text } = body;
  if (mediaType === 'application/x-www-form-urlencoded') {
    return { body: { ...body, text: maskParameters(text) } };
  }
  return { body: { ...body, text: jsonMasked(text) } };
}

function jsonMasked(text: string): string {
  try {
    return JSON.stringify(maskJson(JSON.parse(text)), null, 2);
  } catch {
    // A body that was cut is no JSON any more: its members are found by their names.
    return maskJwts(text).replace(namedMember, (whole, name: string, rest: string) =>
      isSecretName(name) ? `"${name}"${rest}"•••"` : whole,
    );
  }
}

const namedMember = /"([a-z_]+)"(\s*:\s*)"(?:\\.|[^"\\])*"?/g;
