import type { FastifyReply, FastifyRequest } from 'fastify';
import { decodedToken, type DecodedToken } from './decoded-tokens.js';
import type { Lane } from './exchange-options.js';
import { isSecret, masked, maskedMembers, maskedSecret, maskedUrl, textOf } from './masked.js';

const detailLengthMax = 16_384;
const fieldMax = 300;

/** Header fields of a request that are kept; no other is. */
const requestFields = [
  ...['host', 'content-type', 'content-length', 'accept', 'user-agent', 'authorization', 'dpop'],
  ...['x-fapi-interaction-id', 'x-fapi-auth-date', 'x-idempotency-key', 'x-jws-signature'],
] as const;

/** Header fields of a response that are kept. */
const responseFields = [
  ...['content-type', 'location', 'www-authenticate', 'dpop-nonce', 'cache-control', 'allow'],
  ...['retry-after', 'x-fapi-interaction-id'],
] as const;

/** Parameters and members that may be JWTs, under the names by which they are shown. */
const tokens = [
  ...['client_assertion', 'access_token', 'id_token', 'id_token_hint', 'token', 'refresh_token'],
  ...['software_statement', 'request'],
] as const;

/** What is kept of an exchange beside its columns. */
export interface ExchangeDetail {
  readonly request: {
    readonly path: string;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly parameters?: Readonly<Record<string, unknown>>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body?: unknown;
  };
  readonly decoded: readonly DecodedToken[];
}

/** What may be kept of a request and its answer: nothing secret, bounded, and of a customer's browser the way alone. */
export function exchangeDetail(
  request: FastifyRequest,
  reply: FastifyReply,
  lane: Lane,
): ExchangeDetail {
  const detail = lane === 'browser' ? ofBrowser(request, reply) : ofClient(request, reply);
  return JSON.stringify(detail).length <= detailLengthMax ? detail : shortened(detail);
}

/** What people type stays out altogether: no body, no header, no cookie; the way to the bank and back is kept. */
function ofBrowser(request: FastifyRequest, reply: FastifyReply): ExchangeDetail {
  const query = Object.entries(request.query ?? {});
  return {
    request: {
      path: patternOf(request),
      headers: {},
      ...(query.length > 0 && { parameters: maskedMembers(query) }),
    },
    response: { headers: responseHeaders(reply) },
    decoded: [],
  };
}

function ofClient(request: FastifyRequest, reply: FastifyReply): ExchangeDetail {
  const { body, answer } = request;
  const form = typeof body === 'string' ? [...new URLSearchParams(body)] : [];
  const query = Object.entries(request.query ?? {});
  const parameters = [...query, ...form];
  const sent = typeof body === 'object' && body !== null ? (body as Members) : undefined;
  return {
    request: {
      path: textOf(request.url.split('?', 1)[0] ?? ''),
      headers: requestHeaders(request),
      ...(parameters.length > 0 && { parameters: maskedMembers(parameters) }),
      ...(sent !== undefined && { body: masked(sent) }),
    },
    response: {
      headers: responseHeaders(reply),
      ...(answer !== undefined && { body: masked(answer) }),
    },
    decoded: [
      ...ofHeaders(request),
      ...ofMembers({ ...Object.fromEntries(form), ...sent }),
      ...ofMembers((answer ?? {}) as Members),
    ],
  };
}

type Members = Readonly<Record<string, unknown>>;

function ofHeaders({ headers }: FastifyRequest): DecodedToken[] {
  const [, token] = /^(?:dpop|bearer) +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  return present([decodedToken('access_token', token), decodedToken('dpop', headers['dpop'])]);
}

const ofMembers = (members: Members): DecodedToken[] =>
  present(tokens.map((name) => decodedToken(name, members[name])));

const present = (decoded: readonly (DecodedToken | undefined)[]): DecodedToken[] =>
  decoded.filter((token) => token !== undefined);

function requestHeaders({ headers }: FastifyRequest): Record<string, unknown> {
  const shown = requestFields.map((name) => {
    const value = headers[name];
    return [name, value === undefined ? undefined : requestField(name, String(value))] as const;
  });
  return Object.fromEntries(shown.filter(([, value]) => value !== undefined));
}

function requestField(name: string, value: string): string {
  if (name === 'authorization') {
    const [scheme = '', ...rest] = value.split(' ');
    const isScheme = /^[A-Za-z]{1,20}$/.test(scheme) && rest.length > 0;
    return isScheme ? `${scheme} ${maskedSecret(rest.join(' '))}` : maskedSecret(value);
  }
  return isSecret(name) ? maskedSecret(value) : textOf(value, fieldMax);
}

function responseHeaders(reply: FastifyReply): Record<string, unknown> {
  const shown = responseFields.map((name) => {
    const value = reply.getHeader(name);
    return [name, value === undefined ? undefined : responseField(name, String(value))] as const;
  });
  return Object.fromEntries(shown.filter(([, value]) => value !== undefined));
}

function responseField(name: string, value: string): string {
  if (name === 'location') return maskedUrl(value);
  return isSecret(name) ? maskedSecret(value) : textOf(value, fieldMax);
}

/** The id of an interaction, which its cookie makes the browser's own, is left out. */
const patternOf = ({ routeOptions, params }: FastifyRequest): string =>
  (routeOptions.url ?? '').replace(':bank', String((params as { bank?: unknown }).bank));

/** What is too long keeps what was decoded, if that fits, and says so. */
function shortened({ request, response, decoded }: ExchangeDetail): ExchangeDetail {
  const left = 'too long to be kept';
  const { path, headers } = request;
  const cut = {
    request: { path, headers, body: left },
    response: { headers: response.headers, body: left },
  };
  const withTokens = { ...cut, decoded };
  return JSON.stringify(withTokens).length <= detailLengthMax
    ? withTokens
    : { ...cut, decoded: [] };
}
