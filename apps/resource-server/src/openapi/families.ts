import { apiPath } from '../access/account-information.decorator.js';

/** A part of the API with a document of its own. */
export interface ApiFamily {
  /** Name of its file. */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** What its paths begin with, below the API's own path. */
  readonly path: RegExp;
}

/** The documents, in the order in which they are read. */
export const apiFamilies: readonly ApiFamily[] = [
  {
    name: 'account-information',
    title: 'Account information',
    summary:
      'What a customer shares of their accounts: balances, transactions and what else a bank keeps.',
    path: /^\/aisp\//,
  },
  {
    name: 'payment-initiation',
    title: 'Payment initiation',
    summary:
      'Payments that a customer agreed to: at once, on a day, in a row, or varying within limits.',
    path: /^\/pisp\//,
  },
  {
    name: 'funds-confirmation',
    title: 'Confirmation of funds',
    summary: 'Whether an account holds a sum: yes or no, and never how much it holds.',
    path: /^\/cbpii\//,
  },
  {
    name: 'events',
    title: 'Events',
    summary: 'What happened at the bank since: asked for, or sent to an address of one’s own.',
    path: /^\/event/,
  },
];

const root = `/:bank/${apiPath}`;

/** The path of a route below the server of the documents, `/accounts/{AccountId}`; undefined where it is none of the API's. */
export function documentedPath(path: string): string | undefined {
  if (!path.startsWith(`${root}/`)) return undefined;
  return path.slice(root.length).replace(/:(\w+)/g, '{$1}');
}
