import { startPortal, type Browser, type RunningPortal } from './running-portal.js';
import type { Manners } from './bank/test-bank.js';

let portal: RunningPortal;
let browser: Browser;

beforeAll(async () => {
  portal = await startPortal();
  browser = portal.browser();
}, 60_000);
afterAll(() => portal.stop());
beforeEach(async () => {
  portal.bank.manners = {};
  await browser.connect(portal.bank);
});

const openBankingError = (status: number, code: string): Manners => ({
  resource: {
    status,
    json: { Id: 'x', Code: String(status), Message: 'not now', Errors: [{ ErrorCode: code }] },
  },
});

describe('a bank that does not give the data', () => {
  it.each<[string, Manners, number, string]>([
    ['a consent in no state to be used', openBankingError(400, 'U009'), 409, 'reconnect_required'],
    ['an account that is not covered', openBankingError(403, 'U008'), 502, 'bank_refused'],
    ['a failure of its own', openBankingError(500, 'U000'), 502, 'bank_refused'],
    ['no JSON', { resource: { status: 200, text: '<html>' } }, 502, 'bank_refused'],
    [
      'JSON of another shape',
      { resource: { status: 200, json: { Data: [] } } },
      502,
      'bank_refused',
    ],
    [
      'more than anyone would read',
      { resource: { status: 200, text: 'x'.repeat(5_000_000) } },
      502,
      'bank_unavailable',
    ],
  ])('answers %s with a sentence', async (_, manners, status, error) => {
    portal.bank.manners = manners;
    const answer = await browser.send('/api/banks/harbour/accounts');
    expect(answer.status).toBe(status);
    expect(answer.json()).toMatchObject({
      error,
      message: expect.stringMatching(/\.$/),
      interaction_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(answer.body).not.toMatch(/node_modules|\.ts:|\bat \w+ \(/);
  });

  it('tells the interaction id that the bank knows', async () => {
    portal.bank.manners = openBankingError(403, 'U008');
    const answer = (await browser.send('/api/banks/harbour/accounts')).json();
    const ids = portal.bank
      .requestsTo('/accounts')
      .map(({ headers }) => headers['x-fapi-interaction-id']);
    expect(ids).toContain(answer['interaction_id']);
  });

  it.each([
    'https://attacker.example/steal',
    'https://localhost:1/harbour/open-banking/v4.0/aisp/x',
  ])('takes its token nowhere else, though a page links to %s', async (nextPage) => {
    portal.bank.manners = { nextPage };
    const answer = await browser.send('/api/banks/harbour/spending');
    expect(answer.json()).toMatchObject({ error: 'bank_refused' });
  });

  it('stops reading pages that never end', async () => {
    portal.bank.requests.length = 0;
    portal.bank.manners = { nextPage: `${portal.bank.resourceBase}/aisp/transactions?page=next` };
    const answer = (await browser.send('/api/banks/harbour/spending')).json();
    expect(answer['truncated']).toBe(true);
    expect(portal.bank.requestsTo('/transactions').length).toBeLessThan(30);
  });

  it('keeps a recording within its bounds, and says when it is full', async () => {
    const { flowId } = await browser.connect(portal.bank);
    portal.bank.manners = { nextPage: `${portal.bank.resourceBase}/aisp/transactions?page=next` };
    for (let view = 0; view < 11; view += 1) await browser.send('/api/banks/harbour/spending');
    const flow = (await browser.send(`/api/flows/${flowId}`)).json<{ hops: unknown[] }>();
    expect(flow).toMatchObject({ recordingFull: true });
    expect(flow.hops).toHaveLength(200);
  }, 60_000);
});

describe('a bank that is not there', () => {
  it('is said to be unreachable, at the start and later', async () => {
    await portal.bank.stop();
    for (const answer of [
      await browser.send('/api/banks/harbour/accounts'),
      await browser.act('POST', '/api/flows', { bank: 'harbour' }),
    ]) {
      expect(answer.status).toBe(502);
      expect(answer.json()).toMatchObject({ error: 'bank_unavailable' });
    }
    const { flows } = (await browser.send('/api/flows')).json<{ flows: { error?: string }[] }>();
    expect(flows.map(({ error }) => error)).toContain('bank_unavailable');
  });
});
