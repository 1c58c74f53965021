import type { MadeKeys } from '../keys/key-file.js';
import type { Profile, PublicJwk, Role } from '../types.js';
import { redirectUriProblem } from '../redirects/redirect-uri.js';

/** The public halves of an application's keys, and whether the private ones are in somebody's hands. */
export interface DraftKeys {
  source: 'made' | 'pasted';
  jwks: PublicJwk[];
  csr?: string;
  /** Of keys that were made here. */
  fileName?: string;
  downloaded: boolean;
}

/** An application that is yet to be made; kept in this tab until it is. No private key is ever in it. */
export interface Draft {
  name: string;
  roles: Role[];
  organisation?: string;
  profile: Profile;
  keys?: DraftKeys | undefined;
  redirectUris: string[];
  banks: string[];
}

export const emptyDraft: Draft = {
  name: '',
  roles: ['AISP'],
  profile: {
    ...{ constraint: 'dpop', authentication: 'private_key_jwt' },
    ...{ signing: true, algorithm: 'ES256' },
  },
  redirectUris: ['http://127.0.0.1:8765/callback'],
  banks: [],
};

/** The draft, for an organisation that the person is in: the one they chose on it, else the one they work for. */
export const inOrganisation = (
  { organisation, ...draft }: Draft,
  mine: readonly { readonly id: string }[],
  current: string | undefined,
): Draft => {
  const chosen = mine.some(({ id }) => id === organisation) ? organisation : current;
  return { ...draft, ...(chosen === undefined ? {} : { organisation: chosen }) };
};

/** Whether a certificate is shown at the token endpoint or at the API. */
export const usesCertificate = ({ constraint, authentication }: Profile): boolean =>
  constraint === 'mtls' || authentication === 'tls_client_auth';

export type Step = 'what' | 'profile' | 'keys' | 'redirects' | 'banks';

/** The steps in their order, with the address of each below `/apps/new`. */
export const steps: readonly { step: Step; path: string; words: string }[] = [
  { step: 'what', path: '', words: 'What it does' },
  { step: 'profile', path: 'profile', words: 'Profile' },
  { step: 'keys', path: 'keys', words: 'Keys' },
  { step: 'redirects', path: 'redirects', words: 'Redirect URIs' },
  { step: 'banks', path: 'banks', words: 'Banks' },
];

/** What a step still wants, in words; undefined when it is done. */
export const missing: Readonly<Record<Step, (draft: Draft) => string | undefined>> = {
  what: ({ name, roles }) => {
    if (name.trim() === '') return 'Give your application a name.';
    if (/[\p{C}\p{Zl}\p{Zp}]/u.test(name)) return 'The name has a character that cannot be seen.';
    return roles.length === 0 ? 'Choose at least one thing that it does.' : undefined;
  },
  profile: () => undefined,
  keys: ({ profile, keys }) => {
    if (keys === undefined) return 'Make keys, or paste your own.';
    if (profile.signing && keys.jwks.length === 0)
      return 'This profile signs: a signing key is missing.';
    if (keys.source === 'made' && profile.signing && keys.jwks[0]?.['alg'] !== profile.algorithm)
      return `The profile signs with ${profile.algorithm} by now: make the keys again.`;
    if (usesCertificate(profile) && keys.csr === undefined)
      return 'This profile shows a certificate: a request for one is missing.';
    if (keys.source === 'made' && !keys.downloaded)
      return 'Download the private keys first: they are nowhere else.';
    return undefined;
  },
  redirects: ({ redirectUris }) => {
    const given = redirectUris.filter((uri) => uri !== '');
    if (given.length === 0) return 'Give at least one address to come back to.';
    if (new Set(given).size < given.length) return 'One address is enough once.';
    return given.some((uri) => redirectUriProblem(uri) !== undefined)
      ? 'One of the addresses cannot be used.'
      : undefined;
  },
  banks: () => undefined,
};

/** The first step that is not done; the last one when all are. */
export const firstOpen = (draft: Draft): Step =>
  steps.find(({ step }) => missing[step](draft) !== undefined)?.step ?? 'banks';

const storageKey = 'sandbank-new-app';
const wantedKey = (appId: string): string => `sandbank-new-app-banks ${appId}`;

/** The draft of this tab, without keys whose private halves went with an earlier page before anybody had them. */
export function readDraft(): Draft {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? 'null');
    if (stored === null) return emptyDraft;
    const draft = { ...emptyDraft, ...(stored as Partial<Draft>) };
    const isLost = draft.keys?.downloaded === false && heldKeys() === undefined;
    return isLost ? { ...draft, keys: undefined } : draft;
  } catch {
    return emptyDraft;
  }
}
export const writeDraft = (draft: Draft): void =>
  sessionStorage.setItem(storageKey, JSON.stringify(draft));

/** Forgets the draft; at which banks the application is still to be registered is kept with its id. */
export function finishDraft(appId: string, banks: readonly string[]): void {
  sessionStorage.removeItem(storageKey);
  sessionStorage.setItem(wantedKey(appId), JSON.stringify(banks));
}
export function wantedBanks(appId: string): string[] {
  try {
    return JSON.parse(sessionStorage.getItem(wantedKey(appId)) ?? '[]') as string[];
  } catch {
    return [];
  }
}

let inMemory: MadeKeys | undefined;

/** Private keys of the draft: in the memory of this page alone, and gone with it. */
export const heldKeys = (): MadeKeys | undefined => inMemory;
export const holdKeys = (keys: MadeKeys | undefined): void => {
  inMemory = keys;
};
