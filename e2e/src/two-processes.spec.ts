import { approve } from './http/customer.js';
import { sandbox, sandboxHome } from './sandbox/sandbox.js';
import { ScriptApp, type PushedRequest, type Send } from './sandbox/script-app.js';
import { SecondProcess } from './sandbox/second-process.js';

const parallel = 50;

let app: ScriptApp;
let second: SecondProcess;
let customer: { username: string; password: string; code: string };

beforeAll(async () => {
  const description = sandbox();
  customer = description.customers.find(({ bank }) => bank === 'harbour')!;
  app = await ScriptApp.discover(description);
  second = await SecondProcess.start(sandboxHome(), description);
});
afterAll(() => second.stop());

const toSecond: Send = (url, init) => fetch(second.at(url), init);

/** Every other request goes to the second process. */
const toEither = (index: number): Send => (index % 2 === 0 ? fetch : toSecond);

const approved = async (): Promise<{ request: PushedRequest; callback: URL }> => {
  const request = await app.push();
  const { callback } = await approve(request.url, customer);
  return { request, callback };
};

/** The one request that a step would send, kept instead of sent. */
const captured = async (step: (send: Send) => Promise<unknown>): Promise<Parameters<Send>> => {
  let kept: Parameters<Send> | undefined;
  const keep: Send = (...request) => {
    kept = request;
    return Promise.resolve(new Response('{}', { status: 400 }));
  };
  await step(keep).catch(() => undefined);
  return kept!;
};

const statuses = (answers: readonly Response[]): number[] =>
  answers.map(({ status }) => status).sort((one, other) => one - other);

describe('two authorization server processes on one database', () => {
  it('give exactly one token for a code that fifty requests redeem at once (SP-5.3.2.2-9)', async () => {
    const { request, callback } = await approved();
    const answers = await Promise.allSettled(
      Array.from({ length: parallel }, (_, index) =>
        app.exchange(request, callback, toEither(index)),
      ),
    );
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(answers.length - refused.length).toBe(1);
    for (const { reason } of refused as PromiseRejectedResult[]) {
      expect(reason).toMatchObject({ error: 'invalid_grant', status: 400 });
    }
  });

  it('take an assertion and a proof once, whoever sees them first (OIDC-9, RFC 9449 11.1)', async () => {
    // The first answer brings the nonce that the recorded request carries.
    await app.clientToken();
    const [url, init] = await captured((send) => app.clientToken(send));
    const answers = await Promise.all(
      Array.from({ length: parallel }, (_, index) => toEither(index)(url, init)),
    );
    expect(statuses(answers)).toEqual([200, ...Array<number>(parallel - 1).fill(401)]);
    const errors = await Promise.all(
      answers.filter(({ status }) => status !== 200).map((answer) => answer.json()),
    );
    expect(errors).toEqual(
      Array<unknown>(parallel - 1).fill(expect.objectContaining({ error: 'invalid_client' })),
    );
  });

  it('know each other’s nonces, codes and refresh tokens', async () => {
    const { request, callback } = await approved();
    const { access } = await app.exchange(request, callback, toSecond);
    expect(access.Status).toBe('AUTH');
  });
});
