import {
  BankVisitor,
  offeredAccounts,
  type FapiClient,
  type Page,
  type Pushed,
} from '@sandbank/testing';
import { ExpirySweeper } from '../src/expiry.sweeper.js';
import { maya, startServer, type RunningServer } from './running-server.js';

const journeys = 8;

interface Journey {
  readonly pushed: Pushed;
  readonly visitor: BankVisitor;
  readonly page: Page;
}

describe('yes and no at the same moment', () => {
  let server: RunningServer;
  let client: FapiClient;

  beforeAll(async () => {
    server = await startServer();
    client = await server.client();
  });
  afterAll(() => server.stop());

  const atConsentPage = async (): Promise<Journey> => {
    const pushed = await client.push();
    const visitor = new BankVisitor(server.tls.ca);
    const page = await visitor.signIn(await client.authorizationUrl(pushed.requestUri), maya);
    return { pushed, visitor, page };
  };

  const allow = ({ visitor, page }: Journey): Promise<Page> =>
    visitor.press(page, 'consent-allow', { accounts: offeredAccounts(page) });
  const refuse = ({ visitor, page }: Journey): Promise<Page> => visitor.press(page, 'cancel');

  const tracesOf = async ({ pushed }: Journey) => {
    const [row] = await server.database.query<{ history: string; codes: string; grants: string }>(
      `SELECT (SELECT string_agg(h.to_status, ' ' ORDER BY h.version) FROM consent.consent_history h
          WHERE h.consent_id = r.consent_id) AS history,
        (SELECT count(*) FROM authorization_server.authorization_code a WHERE a.grant_id = c.grant_id) AS codes,
        (SELECT count(*) FROM consent."grant" g WHERE g.grant_id = c.grant_id) AS grants
       FROM authorization_server.pushed_request r JOIN consent.consent c ON c.consent_id = r.consent_id
       WHERE r.parameters ->> 'state' = $1`,
      [pushed.state],
    );
    return row!;
  };

  it('approve ‖ refuse ‖ approve in another tab ‖ the sweeper: one decision, one answer, one line of history', async () => {
    const all: Journey[] = [];
    for (let each = 0; each < journeys; each += 1) all.push(await atConsentPage());
    const answers = all.map((each, at) =>
      Promise.all(
        at % 2 === 0
          ? [allow(each), refuse(each), allow(each)]
          : [refuse(each), allow(each), allow(each)],
      ),
    );
    const sweeps = [1, 2, 3].map(() => server.service(ExpirySweeper).sweep());
    for (const [at, pages] of (await Promise.all(answers)).entries()) {
      for (const { answer } of pages) expect(answer.status).toBeLessThan(500);
      const codes = pages.flatMap(({ url }) => url.searchParams.get('code') ?? []);
      const { history, codes: stored, grants } = await tracesOf(all[at]!);
      const isAllowed = codes.length > 0;
      expect(new Set(codes).size).toBe(isAllowed ? 1 : 0);
      expect({ history, stored, grants }).toEqual({
        history: `AWAITING_AUTHORISATION ${isAllowed ? 'AUTHORISED' : 'REJECTED'}`,
        ...(isAllowed ? { stored: '1', grants: '1' } : { stored: '0', grants: '0' }),
      });
      const refusals = pages.filter(({ url }) => url.searchParams.get('error') === 'access_denied');
      expect(refusals).toHaveLength(isAllowed ? 0 : 1);
    }
    await Promise.all(sweeps);
    expect(server.log.filter((line) => /40P01|deadlock/.test(line))).toEqual([]);
  });
});
