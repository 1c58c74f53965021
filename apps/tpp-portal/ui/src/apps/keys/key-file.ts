import type { MadeKey } from './signing-key.js';
import type { TransportKey } from './transport-key.js';

/** Private keys of one application, as long as this page lives; they are in no storage and no request. */
export interface MadeKeys {
  readonly signing?: MadeKey;
  readonly transport?: TransportKey;
}

/** The name in file names: letters and digits of the application's name. */
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'app';

export const keyFileName = (appName: string): string => `${slugOf(appName)}.keys.json`;

/** What is downloaded: each private key as JWK and in PEM, with a word on what it is for. */
export const keyFileText = (appName: string, { signing, transport }: MadeKeys): string =>
  `${JSON.stringify(
    {
      about: `Private keys of ${appName}, made in a browser. Nobody else has them: keep this file secret, and out of version control.`,
      ...(signing === undefined
        ? {}
        : {
            signing: {
              for: 'client assertions (private_key_jwt) and signatures',
              jwk: signing.privateJwk,
              pem: signing.privatePem,
            },
          }),
      ...(transport === undefined
        ? {}
        : {
            transport: {
              for: 'TLS connections that show the transport certificate',
              pem: transport.privatePem,
            },
          }),
    },
    null,
    2,
  )}\n`;
