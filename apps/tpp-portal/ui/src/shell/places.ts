import type { Me } from '../identity/me.js';

/** An address of the portal in its navigation. */
export interface Place {
  readonly to: string;
  readonly words: string;
  /** What is to be found there, in a few words. */
  readonly about: string;
}

/** Places that belong together; a group of one is a link by itself. */
export interface PlaceGroup {
  readonly words: string;
  readonly places: readonly Place[];
}

const apps: PlaceGroup = {
  words: 'Apps',
  places: [{ to: '/apps', words: 'Apps', about: 'Your applications, their keys and banks' }],
};

const demo: PlaceGroup = {
  words: 'Demo app',
  places: [
    { to: '/', words: 'Connect a bank', about: 'One journey, from consent to data' },
    { to: '/accounts', words: 'Tally', about: 'Accounts and spending of a customer' },
    { to: '/pay', words: 'Pay', about: 'A payment, allowed once' },
    { to: '/flows', words: 'Flows', about: 'Every message of each journey' },
  ],
};

const explain: PlaceGroup = {
  words: 'Explain',
  places: [
    { to: '/rejections', words: 'Rejections', about: 'Why a bank said no, to the clause' },
    { to: '/interactions', words: 'Interactions', about: 'Everything under one interaction id' },
    { to: '/errors', words: 'Errors', about: 'Each error code and its cure' },
    { to: '/rules', words: 'Rules', about: 'Every rule that is checked' },
  ],
};

const api: PlaceGroup = {
  words: 'API',
  places: [
    { to: '/api-reference', words: 'Reference', about: 'Every operation and field' },
    { to: '/explorer', words: 'Explorer', about: 'Try an operation, see the answer' },
  ],
};

const people: PlaceGroup = {
  words: 'People',
  places: [{ to: '/people', words: 'People', about: 'The customers whom you can play' }],
};

const operator: PlaceGroup = {
  words: 'Operator',
  places: [{ to: '/operator', words: 'Operator', about: 'How all applications fare' }],
};

/** The groups for whoever is signed in: operators have no applications, and pages of their own. */
export const groupsFor = (me: Me | null | undefined): readonly PlaceGroup[] =>
  me?.isOperator === true
    ? [operator, demo, explain, api, people]
    : [apps, demo, explain, api, people];

/** Whether an address is at a place or below it. */
export const isAt = (pathname: string, to: string): boolean =>
  to === '/' ? pathname === '/' : pathname === to || pathname.startsWith(`${to}/`);

/** Pages that are steps of a place with another address. */
const steps: Readonly<Record<string, string>> = { payments: '/pay', 'journey-error': '/flows' };

/** The address as the navigation sees it. */
export const placeOf = (pathname: string): string =>
  steps[pathname.split('/')[1] ?? ''] ?? pathname;
