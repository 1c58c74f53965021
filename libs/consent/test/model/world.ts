import {
  consentTransitions,
  effectiveStatus,
  mayBecome,
  type ConsentStatus,
  type GrantStatus,
} from '../../src/index.js';
import type { ConsentSlot, GrantSlot, Step } from './steps.js';

export const authoriseWithinMs = 600_000;
export const consentLivesMs = 3_600_000;
export const paymentLivesMs = 86_400_000;
export const claimWithinMs = 60_000;
export const grantLivesMs = 1_800_000;
export const signInCountsMs = 1_200_000;

export interface ModelConsent {
  status: ConsentStatus;
  readonly authoriseBy: number;
  expiresAt?: number;
  /** When it is suspended unless its customer signs in again. */
  reauthenticateBy?: number | undefined;
  grant?: GrantSlot;
  /** Every state it was in, with the time it got there. */
  readonly history: { readonly status: ConsentStatus; readonly at: number }[];
}

export interface ModelGrant {
  status: GrantStatus;
  readonly claimBy: number;
  readonly expiresAt?: number;
}

/** What should be true: small enough to be seen to be right. Times are milliseconds since 1970. */
export interface World {
  now: number;
  readonly consents: Partial<Record<ConsentSlot, ModelConsent>>;
  readonly grants: Partial<Record<GrantSlot, ModelGrant>>;
}

export type Answer = boolean | undefined;

export const isPayment = (slot: ConsentSlot): boolean => slot.startsWith('payment');

/** Takes one step in the model; answers what the real thing must answer. */
export function take(world: World, step: Step): Answer {
  switch (step.do) {
    case 'create': {
      const status = 'AWAITING_AUTHORISATION';
      const authoriseBy = world.now + authoriseWithinMs;
      const history = [{ status, at: world.now }] as const;
      world.consents[step.consent] = { status, authoriseBy, history: [...history] };
      return undefined;
    }
    case 'approve':
      return approve(world, step);
    case 'reject':
      return move(world, step.consent, 'REJECTED');
    case 'revoke':
      return move(world, step.consent, 'REVOKED');
    case 'suspend':
      return move(world, step.consent, 'SUSPENDED');
    case 'resume':
      return resume(world, step.consent);
    case 'renew':
      return renew(world, step);
    case 'withdraw':
      return withdraw(world, step.consent);
    case 'consume':
      return move(world, step.consent, 'CONSUMED');
    case 'expire':
      return move(world, step.consent, 'EXPIRED');
    case 'pay':
      return isUsable(world, step.consent) && isPayment(step.consent)
        ? move(world, step.consent, 'CONSUMED')
        : false;
    case 'claim':
      return claim(world, step.grant);
    case 'revokeGrant':
      return revokeGrant(world, step.grant);
    case 'sweep':
      sweep(world);
      return undefined;
    case 'wait':
      wait(world, step);
      return undefined;
  }
}

/** The state as anybody is told it at this moment. */
export function told({ now }: World, consent: ModelConsent): ConsentStatus {
  const { status, authoriseBy, expiresAt, reauthenticateBy } = consent;
  return effectiveStatus(
    {
      status,
      authoriseBy: new Date(authoriseBy),
      expiresAt: dateOf(expiresAt),
      reauthenticateBy: dateOf(reauthenticateBy),
    },
    new Date(now),
  );
}

const dateOf = (time: number | undefined): Date | undefined =>
  time === undefined ? undefined : new Date(time);

export function toldOfGrant({ now }: World, { status, expiresAt = Infinity }: ModelGrant) {
  return status === 'ACTIVE' && expiresAt <= now ? 'EXPIRED' : status;
}

/** What a resource server is told of every consent of a grant: none outlives it. */
export function toldUnderGrant(
  world: World,
  slot: GrantSlot,
): Partial<Record<ConsentSlot, ConsentStatus>> {
  const grant = world.grants[slot];
  const isOver = grant?.status === 'EXPIRED' || (grant?.expiresAt ?? Infinity) <= world.now;
  const held = Object.entries(world.consents).filter(([, consent]) => consent.grant === slot);
  return Object.fromEntries(
    held.map(([name, consent]) => {
      const status = told(world, consent);
      return [name, status === 'AUTHORISED' && isOver ? 'EXPIRED' : status];
    }),
  );
}

/** True when arrows lead from one state to the other. */
export function isReachable(from: ConsentStatus, to: ConsentStatus): boolean {
  return (
    from === to ||
    mayBecome(from, to) ||
    consentTransitions[from].to.some((next) => mayBecome(next, to))
  );
}

/** Whether a resource server may act on it at this moment. */
export function isUsable(world: World, slot: ConsentSlot): boolean {
  const consent = world.consents[slot];
  const grant = consent?.grant && world.grants[consent.grant];
  if (consent === undefined || grant === undefined) return false;
  return told(world, consent) === 'AUTHORISED' && toldOfGrant(world, grant) === 'ACTIVE';
}

function become({ now }: World, consent: ModelConsent, status: ConsentStatus): true {
  consent.status = status;
  consent.history.push({ status, at: now });
  return true;
}

/** What the clock has ended stays ended: nobody revokes, suspends or uses it after that. */
function move(world: World, slot: ConsentSlot, to: ConsentStatus): boolean {
  const consent = world.consents[slot];
  if (consent === undefined || !mayBecome(consent.status, to)) return false;
  const now = told(world, consent);
  return now === to || mayBecome(now, to) ? become(world, consent, to) : false;
}

function approve(world: World, step: Step & { do: 'approve' }): boolean {
  const { now, grants } = world;
  const asked = step.consents.map((slot) => world.consents[slot]);
  const isAwaiting = (consent: ModelConsent | undefined): consent is ModelConsent =>
    consent !== undefined && told(world, consent) === 'AWAITING_AUTHORISATION';
  if (!asked.every(isAwaiting)) return false;
  const held = grants[step.grant];
  if (step.action === 'create') {
    const expiresAt = step.grantEnds ? { expiresAt: now + grantLivesMs } : {};
    grants[step.grant] = { status: 'UNCLAIMED', claimBy: now + claimWithinMs, ...expiresAt };
  } else if (held === undefined || toldOfGrant(world, held) !== 'ACTIVE') return false;
  if (step.action === 'replace') revokeConsentsOf(world, step.grant);
  for (const [index, consent] of asked.entries()) {
    const isForPayment = isPayment(step.consents[index]!);
    become(world, consent, 'AUTHORISED');
    consent.grant = step.grant;
    consent.expiresAt = now + (isForPayment ? paymentLivesMs : consentLivesMs);
    if (step.mustSignInAgain && !isForPayment) consent.reauthenticateBy = now + signInCountsMs;
  }
  return true;
}

const isOver = ({ now }: World, { expiresAt = Infinity }: { expiresAt?: number }): boolean =>
  expiresAt <= now;

/** What was suspended counts again, unless its time is over. */
function resume(world: World, slot: ConsentSlot): boolean {
  const consent = world.consents[slot];
  if (consent?.status !== 'SUSPENDED' || isOver(world, consent)) return false;
  return become(world, consent, 'AUTHORISED');
}

/** The customer signed in again: the history tells that it was suspended, if it tells that not yet. */
function renew(world: World, { consent: slot, mustSignInAgain }: Step & { do: 'renew' }): boolean {
  const consent = world.consents[slot];
  const grant = consent?.grant && world.grants[consent.grant];
  if (consent === undefined || grant === undefined) return false;
  if (toldOfGrant(world, grant) !== 'ACTIVE' || isOver(world, consent)) return false;
  if (consent.status === 'AUTHORISED') become(world, consent, 'SUSPENDED');
  if (consent.status !== 'SUSPENDED') return false;
  const isDue = mustSignInAgain && !isPayment(slot);
  consent.reauthenticateBy = isDue ? world.now + signInCountsMs : undefined;
  return become(world, consent, 'AUTHORISED');
}

const living: readonly ConsentStatus[] = ['AUTHORISED', 'SUSPENDED'];

/** The client gives it back; a grant in which nothing lives any more ends with it. */
function withdraw(world: World, slot: ConsentSlot): boolean {
  const consent = world.consents[slot];
  if (consent === undefined || isPayment(slot)) return false;
  const isAsked = told(world, consent) === 'AWAITING_AUTHORISATION';
  if (!move(world, slot, isAsked ? 'REJECTED' : 'REVOKED')) return false;
  const { grant } = consent;
  if (grant === undefined) return true;
  const isEmpty = !consentsOf(world, grant).some((each) => living.includes(told(world, each)));
  if (isEmpty) revokeGrant(world, grant);
  return true;
}

function claim({ now, grants }: World, slot: GrantSlot): boolean {
  const grant = grants[slot];
  if (grant === undefined || (grant.expiresAt ?? Infinity) <= now) return false;
  const isInTime = grant.status === 'UNCLAIMED' && grant.claimBy > now;
  if (grant.status !== 'ACTIVE' && !isInTime) return false;
  grant.status = 'ACTIVE';
  return true;
}

const consentsOf = ({ consents }: World, slot: GrantSlot): ModelConsent[] =>
  Object.values(consents).filter(({ grant }) => grant === slot);

function revokeGrant(world: World, slot: GrantSlot): boolean {
  const grant = world.grants[slot];
  if (grant?.status !== 'UNCLAIMED' && grant?.status !== 'ACTIVE') return false;
  grant.status = 'REVOKED';
  revokeConsentsOf(world, slot);
  return true;
}

function revokeConsentsOf(world: World, slot: GrantSlot): void {
  for (const consent of consentsOf(world, slot)) {
    if (mayBecome(told(world, consent), 'REVOKED')) become(world, consent, 'REVOKED');
  }
}

function sweep(world: World): void {
  for (const consent of Object.values(world.consents)) {
    const now = told(world, consent);
    if (now !== consent.status) become(world, consent, now);
  }
  for (const [slot, grant] of Object.entries(world.grants)) {
    if (grant.status !== 'UNCLAIMED' || grant.claimBy > world.now) continue;
    grant.status = 'EXPIRED';
    for (const consent of consentsOf(world, slot as GrantSlot)) {
      if (consent.status === 'AUTHORISED') become(world, consent, 'EXPIRED');
    }
  }
}

/** The deadlines ahead, nearest first. */
function deadlines({ now, consents, grants }: World): number[] {
  const all = [
    ...Object.values(consents).flatMap(({ authoriseBy, expiresAt, reauthenticateBy }) => [
      authoriseBy,
      expiresAt,
      reauthenticateBy,
    ]),
    ...Object.values(grants).flatMap(({ claimBy, expiresAt }) => [claimBy, expiresAt]),
  ];
  const ahead = all.filter((time): time is number => time !== undefined && time > now);
  return [...new Set(ahead)].sort((one, other) => one - other);
}

function wait(world: World, { deadline, by }: Step & { do: 'wait' }): void {
  const ahead = deadlines(world);
  const target = ahead[deadline % Math.max(ahead.length, 1)];
  world.now = Math.max(world.now + 1, (target ?? world.now) + by);
}
