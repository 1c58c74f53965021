import type { Profile, Role } from './types.js';

/** What each role lets an app do, as a person says it. */
export const roleWords: Readonly<Record<Role, { title: string; words: string }>> = {
  AISP: {
    title: 'Read accounts',
    words: 'Accounts, balances and transactions that a customer shares with you.',
  },
  PISP: {
    title: 'Make payments',
    words: 'Payments that a customer orders through you: once, later, or within limits.',
  },
  CBPII: {
    title: 'Ask whether there is enough',
    words: 'Yes or no to an amount, before a card of yours is charged.',
  },
};

/** A profile in one line. */
export const profileWords = ({ constraint, authentication, signing, algorithm }: Profile): string =>
  [
    constraint === 'dpop' ? 'DPoP tokens' : 'certificate-bound tokens',
    authentication === 'private_key_jwt' ? 'private_key_jwt' : 'tls_client_auth',
    ...(signing ? [algorithm] : []),
  ].join(' · ');
