import { isSecretName } from '../flow/masking.js';
import type { Check, DecodedJwt, HeaderList, Hop, RecordedBody } from '../flow/hop.js';
import type { Exchange, ExchangeDetail, RecordingServer } from '../records/recorded.js';
import { exchangeWording } from './exchange-wording.js';

/** A recorded exchange as the flow view draws it, with what leads back to its record. */
export interface RecordedHop extends Hop {
  readonly id: string;
  readonly bank: string;
  readonly server: RecordingServer;
  readonly checkedBy: RecordingServer;
  readonly error?: string;
  readonly clause?: string;
  /** The pushed request to which it belongs. */
  readonly flow?: string;
}

/** Where the servers are, by which paths become URLs. */
export type Origins = Readonly<Record<RecordingServer, string>>;

/** Lays a recorded exchange open as a hop; what is secret in it was masked where it was recorded. */
export function hopOfExchange(detail: ExchangeDetail, bank: string, origins: Origins): RecordedHop {
  const { request, response, server, lane } = detail;
  const parameters = pairsOf(request.parameters);
  const grantType = parameters.find(([name]) => name === 'grant_type')?.[1];
  const inQuery = lane === 'browser' || detail.method === 'GET' || detail.method === 'DELETE';
  const query = inQuery && parameters.length > 0 ? `?${formText(parameters)}` : '';
  return {
    id: detail.id,
    bank,
    server,
    checkedBy: server,
    ...exchangeWording(detail, { path: request.path, grantType }),
    from: lane,
    to: server,
    startedAt: detail.at,
    durationMilliseconds: detail.duration_ms,
    interactionId: detail.interaction_id,
    ...noteOf(detail),
    request: {
      method: detail.method,
      url: `${origins[server]}${request.path}${query}`,
      headers: headerList(request.headers),
      ...(inQuery ? bodyOf(request.body) : bodyOf(request.body, parameters)),
    },
    response: {
      status: detail.status,
      headers: headerList(response.headers),
      ...bodyOf(response.body),
    },
    jwts: detail.decoded.map(jwtOf),
    checks: detail.rules.map(checkOf),
    ...(detail.error === null ? {} : { error: detail.error }),
    ...(detail.clause === null ? {} : { clause: detail.clause }),
    ...(detail.flow === null ? {} : { flow: detail.flow }),
  };
}

/** Whether the answer to an exchange leads the customer's browser back to the app, as its redirect says. */
export function callbackOf(hop: RecordedHop): RecordedHop | undefined {
  if (hop.from !== 'browser') return undefined;
  const location = hop.response?.headers.find(([name]) => name === 'location')?.[1] ?? '';
  if (!URL.canParse(location)) return undefined;
  const { origin, searchParams } = new URL(location);
  const leadsBack = searchParams.has('code') || searchParams.has('error');
  if (!leadsBack || hop.request.url.startsWith(`${origin}/`)) return undefined;
  const { id, bank, server, checkedBy, startedAt } = hop;
  return {
    ...{ id: `${id}.callback`, bank, server, checkedBy, startedAt },
    kind: 'callback',
    title: 'The customer comes back',
    from: 'browser',
    to: 'client',
    note: 'Read from the bank’s redirect: what your app answers its customer is not recorded here.',
    request: { method: 'GET', url: location, headers: [] },
    jwts: [],
    checks: [],
    ...(searchParams.has('error') ? { error: String(searchParams.get('error')) } : {}),
  };
}

const nonceNote =
  'The server wants a nonce of its own inside the DPoP proof (RFC 9449 8 and 9). Repeat the call once, with a new proof that holds it.';

const noteOf = ({ error }: Exchange): { note?: string } =>
  error === 'use_dpop_nonce' ? { note: nonceNote } : {};

const checkOf = ({ clause, passed, summary }: ExchangeDetail['rules'][number]): Check => ({
  clause,
  what: summary ?? clause,
  passed,
});

const tokenNames: Readonly<Record<string, readonly [where: string, side: DecodedJwt['side']]>> = {
  client_assertion: ['Client assertion', 'request'],
  dpop: ['DPoP proof', 'request'],
  access_token: ['Access token', 'request'],
  id_token: ['ID token', 'response'],
  refresh_token: ['Refresh token', 'response'],
  id_token_hint: ['ID token as a hint', 'request'],
  software_statement: ['Software statement', 'request'],
};

function jwtOf(
  { name, header, payload }: ExchangeDetail['decoded'][number],
  _index: number,
  all: ExchangeDetail['decoded'],
): DecodedJwt {
  const [where, side] = tokenNames[name] ?? [name, 'request'];
  // A token endpoint gives an access token; everywhere else one is shown.
  const isGiven = name === 'access_token' && all.some((other) => other.name === 'client_assertion');
  return { where, side: isGiven ? 'response' : side, header, payload };
}

type Headers = ExchangeDetail['request']['headers'];

const headerList = (headers: Headers): HeaderList =>
  Array.isArray(headers)
    ? headers.map(([name, value]) => [name, value] as const)
    : Object.entries(headers).flatMap(([name, value]) =>
        [value].flat().map((one) => [name, one] as const),
      );

const shown = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const pairsOf = (parameters: unknown): (readonly [string, string])[] =>
  typeof parameters === 'object' && parameters !== null
    ? Object.entries(parameters).flatMap(([name, value]) =>
        // A parameter that is sent more than once is a list; a value that is JSON may be one too.
        Array.isArray(value) && value.every((one) => typeof one === 'string') && !isJsonName(name)
          ? value.map((one) => [name, one] as const)
          : [[name, shown(value)] as const],
      )
    : [];

const isJsonName = (name: string): boolean => name === 'authorization_details' || name === 'claims';

/** Form-encoded, secrets left as the server masked them, for they are read and not sent. */
const formText = (pairs: readonly (readonly [string, string])[]): string =>
  pairs
    .map(([name, value]) => {
      const written = isSecretName(name)
        ? value.replace(/[&=+#%]/g, '')
        : encodeURIComponent(value);
      return `${encodeURIComponent(name)}=${written}`;
    })
    .join('&');

const charactersMax = 24_000;

const cut = (mediaType: string, text: string): { body: RecordedBody } => ({
  body: {
    mediaType,
    text: text.slice(0, charactersMax),
    truncated: text.length > charactersMax,
  },
});

function bodyOf(
  body: unknown,
  form: readonly (readonly [string, string])[] = [],
): { body?: RecordedBody } {
  if (form.length > 0) return cut('application/x-www-form-urlencoded', formText(form));
  if (body === undefined || body === null) return {};
  if (typeof body === 'string') return cut('text/plain', body);
  return cut('application/json', JSON.stringify(body, null, 2));
}
