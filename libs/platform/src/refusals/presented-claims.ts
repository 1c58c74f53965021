import type { FastifyRequest } from 'fastify';
import { unverifiedPayload } from './unverified-payload.js';

const clientIdShape = /^[\x21-\x7e]{1,100}$/;

/** What a refused request says of itself; nothing of it is verified. */
export interface PresentedClaims {
  /** The client that it names, wherever it does. */
  readonly clientId: string | undefined;
  /** The latest `iat` of what it signed itself, in seconds: what its own clock shows, as far as anybody can tell. */
  readonly signedAtSeconds: number | undefined;
}

const known = new WeakMap<FastifyRequest, PresentedClaims>();

/** Reads what a refused request claims, for its records alone; once, for there are two of them. */
export function presentedClaims(request: FastifyRequest): PresentedClaims {
  const claims = known.get(request) ?? claimsOf(request);
  known.set(request, claims);
  return claims;
}

function claimsOf(request: FastifyRequest): PresentedClaims {
  const form = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
  const assertion = unverifiedPayload(form.get('client_assertion'));
  const proof = unverifiedPayload(request.headers['dpop']);
  const [, token] = /^(?:dpop|bearer) +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const query = request.query as Readonly<Record<string, unknown>> | undefined;
  const named = [
    ...[assertion['sub'], form.get('client_id'), query?.['client_id']],
    unverifiedPayload(token)['client_id'],
  ];
  const times = [assertion['iat'], proof['iat']].filter(isTime);
  return {
    clientId: named.find((name) => typeof name === 'string' && clientIdShape.test(name)) as
      string | undefined,
    signedAtSeconds: times.length === 0 ? undefined : Math.max(...times),
  };
}

const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) < 1e11;
