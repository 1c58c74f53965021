import fc from 'fast-check';
import { mayBecome, type ConsentStatus } from '../../src/index.js';
import { told, toldOfGrant, type World } from './world.js';

/** A few places for consents and grants, so that steps meet each other often. */
export const consentSlots = [
  ...(['account-1', 'account-2', 'account-3', 'account-4'] as const),
  ...(['payment-1', 'payment-2', 'payment-3'] as const),
] as const;
export const grantSlots = ['grant-1', 'grant-2', 'grant-3', 'grant-4', 'grant-5'] as const;
export type ConsentSlot = (typeof consentSlots)[number];
export type GrantSlot = (typeof grantSlots)[number];

/** Moves that name one consent and nothing else, and where they lead. */
export const consentMoves = {
  reject: 'REJECTED',
  revoke: 'REVOKED',
  suspend: 'SUSPENDED',
  resume: 'AUTHORISED',
  consume: 'CONSUMED',
  pay: 'CONSUMED',
  expire: 'EXPIRED',
  withdraw: 'REVOKED',
} as const satisfies Record<string, ConsentStatus>;

export type ConsentMove = keyof typeof consentMoves;

/** Everything that anybody can do to consents and grants, as plain data. */
export type Step =
  | { readonly do: 'create'; readonly consent: ConsentSlot }
  | {
      readonly do: 'approve';
      readonly action: 'create' | 'merge' | 'replace';
      readonly grant: GrantSlot;
      readonly consents: readonly ConsentSlot[];
      /** Whether the grant ends by itself. */
      readonly grantEnds: boolean;
      readonly mustSignInAgain: boolean;
    }
  | { readonly do: 'renew'; readonly consent: ConsentSlot; readonly mustSignInAgain: boolean }
  | { readonly do: ConsentMove; readonly consent: ConsentSlot }
  | { readonly do: 'claim' | 'revokeGrant'; readonly grant: GrantSlot }
  | { readonly do: 'sweep' }
  /** Time passes to just before, exactly at or just after one of the deadlines ahead. */
  | { readonly do: 'wait'; readonly deadline: number; readonly by: -1 | 0 | 1 };

/** A step before it is known what there is to be aimed at. */
export interface Wish {
  readonly do: Step['do'];
  readonly aim: number;
  readonly by: -1 | 0 | 1;
}

const wish = (verb: fc.Arbitrary<Step['do']>): fc.Arbitrary<Wish> =>
  fc.record({
    do: verb,
    aim: fc.nat({ max: 2 ** 20 }),
    by: fc.constantFrom(-1 as const, 0 as const, 1 as const),
  });

const moves = Object.keys(consentMoves) as ConsentMove[];

/** What somebody does, at a moment that stands still. */
export const action = wish(
  fc.constantFrom(
    ...(['create', 'create', 'approve', 'approve', 'approve', 'claim', 'revokeGrant'] as const),
    ...(['renew', 'renew', 'suspend', ...moves] as const),
  ),
);

/** The clock: time passes, and what it ended is written down. */
export const tick = wish(fc.constantFrom('wait', 'wait', 'wait', 'sweep'));

/** Aims a wish at what there is: mostly where it may succeed, sometimes where it must not. */
export function aimed(world: World, { do: verb, aim, by }: Wish): Step | undefined {
  const consents = Object.keys(world.consents) as ConsentSlot[];
  const grants = Object.keys(world.grants) as GrantSlot[];
  const isIn = (slot: ConsentSlot, to: ConsentStatus) =>
    mayBecome(told(world, world.consents[slot]!), to);
  switch (verb) {
    case 'create':
      return at(without(consentSlots, consents), (consent) => ({ do: verb, consent }));
    case 'approve': {
      const awaiting = consents.filter((slot) => isIn(slot, 'AUTHORISED'));
      const pool = aim % 8 === 0 ? consents : awaiting;
      const turn = aim % Math.max(pool.length, 1);
      const asked = [...pool.slice(turn), ...pool.slice(0, turn)].slice(0, [1, 1, 2, 0][aim % 4]);
      const [grantEnds, mustSignInAgain] = [aim % 5 === 0, aim % 3 === 0];
      const approval = { do: verb, consents: asked, grantEnds, mustSignInAgain } as const;
      const active = grants.filter((slot) => toldOfGrant(world, world.grants[slot]!) === 'ACTIVE');
      const changeable = [...active, ...active, ...active, ...grants];
      const unused = without(grantSlots, grants);
      if (by === 0) return at(unused, (grant) => ({ ...approval, action: 'create', grant }));
      const action = by === 1 ? 'merge' : 'replace';
      return at(changeable, (grant) => ({ ...approval, action, grant }));
    }
    case 'claim': {
      const unclaimed = grants.filter((slot) => world.grants[slot]!.status === 'UNCLAIMED');
      return at([...unclaimed, ...unclaimed, ...grants], (grant) => ({ do: verb, grant }));
    }
    case 'revokeGrant':
      return at(aim % 3 === 0 ? grants : [], (grant) => ({ do: verb, grant }));
    case 'renew': {
      const held = consents.filter((slot) => isIn(slot, 'REVOKED'));
      const mustSignInAgain = aim % 3 === 0;
      return at([...held, ...held, ...consents], (consent) => ({
        do: verb,
        consent,
        mustSignInAgain,
      }));
    }
    case 'sweep':
      return { do: verb };
    case 'wait':
      return { do: verb, deadline: [0, 0, 0, 1, 2, 4][aim % 6] ?? 0, by };
    default: {
      const likely = consents.filter((slot) =>
        verb === 'resume'
          ? world.consents[slot]!.status === 'SUSPENDED'
          : isIn(slot, consentMoves[verb]),
      );
      const pool = likely.length === 0 && aim % 16 !== 0 ? [] : [...likely, ...likely, ...consents];
      return at(pool, (consent) => ({ do: verb, consent }));
    }
  }

  function at<Slot>(pool: readonly Slot[], step: (slot: Slot) => Step) {
    const slot = pool[aim % Math.max(pool.length, 1)];
    return slot && step(slot);
  }
}

const without = <Slot>(all: readonly Slot[], taken: readonly Slot[]): Slot[] =>
  all.filter((slot) => !taken.includes(slot));

/** How a counterexample reads. */
export const sentence = ({ do: verb, ...rest }: Step): string =>
  [verb, ...Object.values(rest).map((value) => JSON.stringify(value))].join(' ');
