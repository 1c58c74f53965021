import { Inject, Injectable } from '@nestjs/common';
import { ResourceCaller } from '../src/accounts/resource-call.js';
import { Continuations, type ObtainedGrant } from '../src/journey/continuations.js';
import type { Resume } from '../src/journey/journey-plan.js';
import { StepUpService } from '../src/journey/step-up.js';
import type { BrowserSession } from '../src/session/session.service.js';
import type { Manners } from './bank/manners.js';
import { startPortal, type Browser, type RunningPortal } from './running-portal.js';

/** An action of the specs: one call of the API, answered with a step-up where the API wants one. */
@Injectable()
class Purchase {
  readonly action = 'purchase';
  constructor(
    @Inject(ResourceCaller) private readonly resources: ResourceCaller,
    @Inject(StepUpService) private readonly stepUp: StepUpService,
  ) {}

  async proceed(grant: ObtainedGrant, session: BrowserSession, resume: Resume): Promise<string> {
    try {
      await this.resources.read(grant.client, grant.tokens.accessToken, '/aisp/accounts');
      return `/accounts?bought=${String(resume.data)}`;
    } catch (thrown) {
      const again = await this.stepUp.react(thrown, { bank: grant.bank, session, access, resume });
      if (again === undefined) throw thrown;
      return again.authorizationUrl;
    }
  }
}

const access = { scope: 'openid payments', authorizationDetails: [] };
let portal: RunningPortal;
let browser: Browser;
let session: BrowserSession;
let stepUp: StepUpService;

beforeAll(async () => {
  portal = await startPortal();
  const { application } = portal;
  stepUp = application.get(StepUpService);
  application.get(Continuations).register(new Purchase(application.get(ResourceCaller), stepUp));
}, 60_000);
afterAll(() => portal.stop());
beforeEach(async () => {
  portal.bank.manners = {};
  browser = portal.browser();
  const { flowId } = await browser.start();
  const rows = await portal.database.query<{ session_key: string }>(
    `SELECT session_key FROM tpp_portal.flow WHERE flow_id = '${flowId}'`,
  );
  session = { key: rows[0]!.session_key };
  portal.bank.requests.length = 0;
});

const challenge = (parameters: string): Manners => ({
  refuseTokens: portal.bank.tokensIssued + 1,
  refusal: {
    status: 401,
    headers: {
      'www-authenticate': `DPoP error="insufficient_user_authentication", ${parameters}`,
    },
  },
});

const buy = async (): Promise<string> => {
  const { JourneyService } = await import('../src/journey/journey.service.js');
  const resume = { action: 'purchase', data: 'tea', stepUps: 0 };
  const plan = { bank: 'harbour', session, access, resume };
  const { authorizationUrl } = await portal.application.get(JourneyService).start(plan);
  return browser.comeBack(portal.bank.allow(authorizationUrl));
};

describe('a step-up challenge (RFC9470)', () => {
  it('RFC9470-4 is answered with the same access, acr_values and max_age, and the action goes on', async () => {
    portal.bank.manners = challenge('acr_values="sca strong", max_age="300"');
    const again = await buy();
    const { form } = portal.bank.requestsTo('/par').at(-1)!;
    expect([form.get('scope'), form.get('acr_values'), form.get('max_age')]).toEqual([
      'openid payments',
      'sca strong',
      '300',
    ]);
    expect([...new URL(again).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
    portal.bank.manners = { idToken: { acr: 'sca', auth_time: portal.clock.nowSeconds() } };
    expect(await browser.comeBack(portal.bank.allow(again))).toBe('/accounts?bought=tea');
  });

  it('RFC9470-9 is answered once: a server that asks again ends the action', async () => {
    portal.bank.manners = challenge('acr_values="sca"');
    const again = await buy();
    portal.bank.manners = {
      ...challenge('acr_values="sca"'),
      idToken: { acr: 'sca' },
      refuseTokens: Infinity,
    };
    const pushes = portal.bank.requestsTo('/par').length;
    const landing = await browser.comeBack(portal.bank.allow(again));
    expect(landing).toMatch(/^\/journey-error\?flow=/);
    expect(portal.bank.requestsTo('/par')).toHaveLength(pushes);
    const { flows } = (await browser.send('/api/flows')).json<{ flows: { error?: string }[] }>();
    expect(flows.map(({ error }) => error)).toContain('step_up_refused');
  });

  it.each<[string, (now: number) => Record<string, unknown>]>([
    ['no acr', (now) => ({ auth_time: now })],
    ['another acr', (now) => ({ acr: 'password', auth_time: now })],
    ['no auth_time', () => ({ acr: 'sca' })],
    ['an old sign-in', (now) => ({ acr: 'sca', auth_time: now - 300 })],
  ])('whose answer shows %s is not taken for one', async (_, claims) => {
    portal.bank.manners = challenge('acr_values="sca", max_age="60"');
    const again = await buy();
    portal.bank.manners = { idToken: claims(portal.clock.nowSeconds()) };
    const calls = portal.bank.requestsTo('/aisp/accounts').length;
    expect(await browser.comeBack(portal.bank.allow(again))).toMatch(/^\/journey-error/);
    expect(portal.bank.requestsTo('/aisp/accounts')).toHaveLength(calls);
  });

  it.each([
    ['asks for nothing', 'realm="x"'],
    ['has a max_age that is no number', 'max_age="soon"'],
    ['has a negative max_age', 'max_age="-1"'],
    ['has too many acr_values', `acr_values="${'a '.repeat(50)}"`],
  ])('that %s starts no journey', async (_, parameters) => {
    portal.bank.manners = challenge(parameters);
    expect(await buy()).toMatch(/^\/journey-error/);
    expect(portal.bank.requestsTo('/par').length).toBeLessThanOrEqual(2);
  });
});
