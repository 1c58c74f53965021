import { newKey, publicJwk, testTls, type HttpsAnswer } from '@sandbank/testing';
import { startPortal, type Browser, type RunningPortal } from '../running-portal.js';
import { StandInEcosystem } from './stand-in-ecosystem.js';

/** A portal with a directory and a bank beside it. */
export interface ApplicationHarness {
  readonly portal: RunningPortal;
  readonly ecosystem: StandInEcosystem;
  /** A member of an organisation of their own. */
  member(copy?: number): Promise<Browser>;
  stop(): Promise<void>;
}

export async function startApplications(copies = 1): Promise<ApplicationHarness> {
  const ecosystem = await StandInEcosystem.start(await testTls());
  const portal = await startPortal(copies, {
    settings: {
      SANDBANK_DIRECTORY_URL: ecosystem.url,
      SANDBANK_REGISTRAR_TOKEN_FILE: 'registrar',
      SANDBANK_FETCH_ALLOWED_HOSTS: [new URL(ecosystem.url).host],
    },
  });
  return {
    ...{ portal, ecosystem },
    member: async (copy = 0) => {
      const browser = portal.browser(copy);
      const answer = await browser.act('POST', '/api/guests');
      if (answer.status !== 204) throw new Error(answer.body);
      return browser;
    },
    stop: async () => {
      await portal.stop();
      await ecosystem.stop();
    },
  };
}

const csr = '-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END CERTIFICATE REQUEST-----';

/** A form that is good. */
export const goodForm = async (change: object = {}) => ({
  name: 'Budget Pal',
  roles: ['AISP'],
  redirect_uris: ['http://127.0.0.1:8765/callback'],
  profile: {
    ...{ constraint: 'dpop', authentication: 'private_key_jwt' },
    ...{ signing: true, algorithm: 'ES256' },
  },
  jwks: { keys: [publicJwk(await newKey())] },
  certificate_requests: [{ use: 'transport', csr }],
  ...change,
});

/** Makes an application; resolves to its id. */
export async function makeApplication(browser: Browser, change: object = {}): Promise<string> {
  const answer = await browser.act('POST', '/api/applications', await goodForm(change));
  if (answer.status !== 201) throw new Error(answer.body);
  return answer.json<{ id: string }>().id;
}

/** Status and error of an answer. */
export const outcome = (answer: HttpsAnswer): [number, unknown] => [
  answer.status,
  answer.body === '' ? undefined : answer.json()['error'],
];
