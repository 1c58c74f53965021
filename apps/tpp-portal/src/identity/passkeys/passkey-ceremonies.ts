import { Inject, Injectable } from '@nestjs/common';
import { randomUuid } from '@sandbank/crypto';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { PortalError } from '../../portal-error.js';
import { SETTINGS, type PortalSettings } from '../../portal-settings.js';
import type { Naming } from '../people.js';
import type { RegistrationAnswer, SignInAnswer } from './passkey-answers.js';
import { challengeSeconds, PasskeyChallenges, type Challenge } from './passkey-challenges.js';
import { PasskeyStore, type NewPasskey } from './passkey.store.js';

// ES256, EdDSA, RS256: what authenticators have.
const algorithms = [-7, -8, -257];
const timeout = challengeSeconds * 1000;

/** The ceremonies of WebAuthn, with the portal as relying party: a passkey alone signs in, so it must know its user. */
@Injectable()
export class PasskeyCeremonies {
  private readonly origin: string;
  private readonly rpID: string;

  constructor(
    @Inject(PasskeyChallenges) private readonly challenges: PasskeyChallenges,
    @Inject(PasskeyStore) private readonly passkeys: PasskeyStore,
    @Inject(SETTINGS) settings: PortalSettings,
  ) {
    const { origin, hostname } = new URL(settings.SANDBANK_PORTAL_URL);
    this.origin = origin;
    this.rpID = hostname;
  }

  /** What the browser needs to make a passkey. */
  async registration(
    challenge: Challenge,
    { name, email }: Naming,
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const known = await this.passkeys.list(challenge.personId);
    const options = await generateRegistrationOptions({
      rpName: 'Sandbank',
      rpID: this.rpID,
      userName: email,
      userDisplayName: name,
      userID: handleOf(challenge.personId),
      attestationType: 'none',
      excludeCredentials: known.map(({ passkeyId, transports }) => ({
        id: passkeyId,
        transports: [...transports],
      })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: algorithms,
      timeout,
    });
    await this.challenges.offer(options.challenge, challenge);
    return options;
  }

  /** The passkey that an answer brings, and what its challenge was for. Throws `passkey_refused`. */
  async registered(
    answer: RegistrationAnswer,
    purpose: 'sign-up' | 'registration',
  ): Promise<{ readonly passkey: NewPasskey; readonly challenge: Challenge }> {
    const challenge = await this.challenges.take(answer.response.clientDataJSON, purpose);
    const { verified, registrationInfo } = await understood(
      verifyRegistrationResponse({
        response: answer,
        expectedChallenge: challenge.challenge,
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
        requireUserVerification: true,
        supportedAlgorithmIDs: algorithms,
      }),
    );
    if (!verified) throw refused();
    const { credential, credentialBackedUp: isBackedUp } = registrationInfo;
    const { id: credentialId, publicKey, counter } = credential;
    const { transports } = answer.response;
    return { challenge, passkey: { credentialId, publicKey, counter, transports, isBackedUp } };
  }

  /** What the browser needs to sign in with whichever passkey it holds for the portal. */
  async signIn(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const options = await generateAuthenticationOptions({
      rpID: this.rpID,
      userVerification: 'required',
      timeout,
    });
    await this.challenges.offer(options.challenge, { purpose: 'sign-in', personId: randomUuid() });
    return options;
  }

  /** Whose passkey was used. Throws `passkey_refused`. */
  async signedIn(answer: SignInAnswer): Promise<string> {
    const { challenge } = await this.challenges.take(answer.response.clientDataJSON, 'sign-in');
    const known = await this.passkeys.find(answer.id);
    // The key is bound to its person twice: by its own id, and by the handle that it was made with.
    const isTheirs = known !== undefined && answer.response.userHandle === encoded(known.personId);
    if (!isTheirs) {
      throw new PortalError('passkey_refused', 'The portal does not know this passkey.');
    }
    const { personId, publicKey, counter } = known;
    const { verified, authenticationInfo } = await understood(
      verifyAuthenticationResponse({
        response: answer,
        expectedChallenge: challenge,
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
        requireUserVerification: true,
        credential: { id: answer.id, publicKey: new Uint8Array(publicKey), counter },
      }),
    );
    const { newCounter, credentialBackedUp } = authenticationInfo;
    if (!verified || !(await this.passkeys.noteUse(answer.id, newCounter, credentialBackedUp))) {
      throw refused();
    }
    return personId;
  }
}

const refused = (cause?: unknown): PortalError =>
  new PortalError('passkey_refused', 'The passkey’s answer does not hold. Try again.', { cause });

/** The library throws for whatever does not hold; so may what it reads. */
async function understood<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw refused(cause);
  }
}

const handleOf = (personId: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.from(personId.replaceAll('-', ''), 'hex'));

const encoded = (personId: string): string => Buffer.from(handleOf(personId)).toString('base64url');
