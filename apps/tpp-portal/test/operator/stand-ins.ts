import { testTls } from '@sandbank/testing';
import { sha256 } from '@sandbank/crypto';
import { listen, type Answer, type Listener, type Received } from '../bank/https-listener.js';
import { signIn } from '../identity/visitors.js';
import { recordsStandIn, recordsToken, type RecordsStandIn } from '../records/stand-in.js';
import { startPortal, type Browser, type RunningPortal } from '../running-portal.js';

export const operatorToken = 'o'.repeat(43);
export const registrarToken = 'g'.repeat(43);

/** A server that does what the spec says, to whoever brings its token; every request is kept. */
export interface StandIn {
  readonly url: string;
  readonly asked: Received[];
  /** By method and path. */
  answers: Record<string, Answer>;
  stop(): Promise<void>;
}

async function standIn(token: string): Promise<StandIn> {
  const asked: Received[] = [];
  const made = { asked, answers: {} as StandIn['answers'] };
  const listener: Listener = await listen(
    await testTls(),
    (request) => {
      asked.push(request);
      const known = request.headers.authorization === `Bearer ${token}`;
      const answer = known
        ? made.answers[`${request.method} ${request.url.pathname}`]
        : { status: 401, json: { error: 'invalid_token' } };
      return Promise.resolve(answer ?? { status: 404, json: { error: 'not_found' } });
    },
    () => new Date(),
  );
  return Object.assign(made, { url: listener.url, stop: () => listener.stop() });
}

/** A portal with an operator signed in, and all the servers that the console asks. */
export interface Console {
  readonly portal: RunningPortal;
  readonly operator: Browser;
  readonly as: RecordsStandIn;
  readonly rs: RecordsStandIn;
  readonly control: StandIn;
  readonly directory: StandIn;
  stop(): Promise<void>;
}

const words = 'words of the operator';

export async function startConsole(): Promise<Console> {
  const as = await recordsStandIn();
  const rs = await recordsStandIn();
  const control = await standIn(operatorToken);
  const directory = await standIn(registrarToken);
  const portal = await startPortal(1, {
    registration: { issuer: `${as.url}/harbour` },
    settings: {
      SANDBANK_AUTHORIZATION_SERVER_URL: as.url,
      SANDBANK_RESOURCE_SERVER_URL: rs.url,
      SANDBANK_RECORDS_TOKEN_FILE: recordsToken,
      SANDBANK_CONTROL_URL: control.url,
      SANDBANK_OPERATOR_TOKEN_FILE: operatorToken,
      SANDBANK_DIRECTORY_URL: directory.url,
      SANDBANK_REGISTRAR_TOKEN_FILE: registrarToken,
      SANDBANK_OPERATOR_PASSWORD_FILE: sha256(words),
    },
  });
  return {
    ...{ portal, as, rs, control, directory },
    operator: await signIn(portal, 'operator', words),
    stop: async () => {
      await portal.stop();
      for (const server of [as, rs, control, directory]) await server.stop();
    },
  };
}
