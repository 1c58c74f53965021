import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { ApiError, call } from '../api/api.js';

/** Whether this browser has passkeys at all. */
export const hasPasskeys = (): boolean => browserSupportsWebAuthn();

const post = <T>(path: string, body?: unknown): Promise<T> =>
  call<T>(path, { method: 'POST', ...(body === undefined ? {} : { body }) });

/** Signs in with whichever passkey the person picks. */
export async function signInByPasskey(): Promise<void> {
  const optionsJSON = await post<PublicKeyCredentialRequestOptionsJSON>(
    '/api/passkeys/sign-in/options',
  );
  await post('/api/passkeys/sign-in', await touched(startAuthentication({ optionsJSON })));
}

/** An account, or the claim of a workspace, with a new passkey. */
export async function signUpByPasskey(naming: { name: string; email: string }): Promise<void> {
  const optionsJSON = await post<PublicKeyCredentialCreationOptionsJSON>(
    '/api/passkeys/sign-up/options',
    naming,
  );
  await post('/api/passkeys/sign-up', await touched(startRegistration({ optionsJSON })));
}

/** Another passkey for whoever is signed in. */
export async function addPasskey(name: string): Promise<void> {
  const optionsJSON = await post<PublicKeyCredentialCreationOptionsJSON>(
    '/api/passkeys/registration/options',
  );
  const passkey = await touched(startRegistration({ optionsJSON }));
  await post('/api/passkeys', { name, passkey });
}

/** What the browser says when nothing came of it is for programmers; this is for people. */
async function touched<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    const name = thrown instanceof Error ? thrown.name : '';
    const words =
      name === 'InvalidStateError'
        ? 'This device holds a passkey for the account already.'
        : 'No passkey was used: the question was closed, or nobody answered it in time.';
    throw new ApiError('passkey_not_used', words, 0);
  }
}
