import { z } from 'zod';

// Of what a browser answers only this is looked at (WebAuthn 5.1.8); what a passkey may be is small.
const base64Url = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .regex(/^[\w-]+$/);

const credential = {
  id: base64Url(1400),
  rawId: base64Url(1400),
  type: z.literal('public-key'),
};

const ignored = { clientExtensionResults: z.unknown().transform(() => ({})) };

/** A new passkey, as the browser tells of it. */
export const registrationAnswer = z.object({
  ...credential,
  ...ignored,
  response: z.object({
    clientDataJSON: base64Url(4000),
    attestationObject: base64Url(12_000),
    transports: z
      .array(
        z
          .string()
          .max(20)
          .regex(/^[a-z-]+$/),
      )
      .max(8)
      .default([]),
  }),
});

/** The use of a passkey, as the browser tells of it. */
export const signInAnswer = z.object({
  ...credential,
  ...ignored,
  response: z.object({
    clientDataJSON: base64Url(4000),
    authenticatorData: base64Url(4000),
    signature: base64Url(4000),
    userHandle: base64Url(200),
  }),
});

export type RegistrationAnswer = z.output<typeof registrationAnswer>;
export type SignInAnswer = z.output<typeof signInAnswer>;
