import type { ReactElement } from 'react';
import type { Algorithm, Profile } from './types.js';
import { Choice, Question } from './wizard/choice.js';

const algorithms: readonly [Algorithm, string][] = [
  ['ES256', 'P-256: short, fast, in every library. Take this one if you have no reason not to.'],
  ['PS256', 'RSA of 2048 bits: for keys in older hardware.'],
  ['EdDSA', 'Ed25519: shortest signatures, in newer libraries.'],
];

/** The questions whose answers are the profile, each explained. */
export function ProfileFields({
  profile,
  change,
}: {
  profile: Profile;
  change: (profile: Profile) => void;
}): ReactElement {
  const set = (part: Partial<Profile>): void => change({ ...profile, ...part });
  const byKey = profile.authentication === 'private_key_jwt';
  return (
    <>
      <Question
        legend="What binds its tokens?"
        hint="A stolen token alone must be worth nothing: FAPI 2.0 takes one of these two."
      >
        <Choice
          name="constraint"
          value="dpop"
          title="A key of its own"
          note="DPoP"
          checked={profile.constraint === 'dpop'}
          onChange={() => set({ constraint: 'dpop' })}
        >
          Each call carries a small proof, signed with a key that your program makes. Needs no
          certificate and passes every proxy. The easy start.
        </Choice>
        <Choice
          name="constraint"
          value="mtls"
          title="Its certificate"
          note="mutual TLS"
          checked={profile.constraint === 'mtls'}
          onChange={() => set({ constraint: 'mtls' })}
        >
          Tokens work only on connections that show your transport certificate. What teams with
          eIDAS certificates have today; nothing is signed per call.
        </Choice>
      </Question>
      <Question
        legend="How does it prove who it is?"
        hint="When it asks for tokens. Secrets are not among the answers."
      >
        <Choice
          name="authentication"
          value="private_key_jwt"
          title="It signs an assertion"
          note="private_key_jwt"
          checked={byKey}
          onChange={() => set({ authentication: 'private_key_jwt', signing: true })}
        >
          A JWT about itself, good for a minute, under its signing key. The audience is the bank’s
          issuer, as one string.
        </Choice>
        <Choice
          name="authentication"
          value="tls_client_auth"
          title="It shows its certificate"
          note="tls_client_auth"
          checked={!byKey}
          onChange={() => set({ authentication: 'tls_client_auth' })}
        >
          The connection is the proof: the bank looks for your software’s name in the certificate.
        </Choice>
      </Question>
      <Question legend="With what does it sign?">
        {byKey ? null : (
          <Choice
            type="checkbox"
            name="signing"
            value="on"
            title="It has a signing key too"
            checked={profile.signing}
            onChange={(signing) => set({ signing })}
          >
            Not needed to authenticate; needed to sign payments.
          </Choice>
        )}
        {profile.signing
          ? algorithms.map(([algorithm, words]) => (
              <Choice
                key={algorithm}
                name="algorithm"
                value={algorithm}
                title={algorithm}
                checked={profile.algorithm === algorithm}
                onChange={() => set({ algorithm })}
              >
                {words}
              </Choice>
            ))
          : null}
      </Question>
    </>
  );
}
