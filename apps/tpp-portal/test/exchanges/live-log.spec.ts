import { request } from 'node:https';
import { testTls } from '@sandbank/testing';
import { startPortal, type RunningPortal } from '../running-portal.js';
import {
  exchangeId,
  exchangeRow,
  recordsStandIn,
  recordsToken,
  type RecordsStandIn,
} from '../records/stand-in.js';
import { ExchangeTail } from '../../src/exchanges/exchange-tail.js';
import { LOG_STREAM_PACE, LogStreams } from '../../src/exchanges/log-streams.js';
import type { RecordsClient } from '../../src/records/records.client.js';
import { ownApplication, type OwnApplication } from './own-application.js';

let portal: RunningPortal;
let as: RecordsStandIn;
let mine: OwnApplication;
let ca = '';
const place = 'harbour/clients/client-mine/exchanges';
const recorded: ReturnType<typeof exchangeRow>[] = [];

/** Events of a stream as they come. */
interface Live {
  readonly status: number;
  readonly lines: string[];
  readonly ended: Promise<void>;
  until(text: string): Promise<void>;
  close(): void;
}

const open = (query = '', lastId?: string): Promise<Live> =>
  new Promise((resolve, reject) => {
    const url = `${mine.browser.base}${mine.path}/logs${query}`;
    const headers = {
      cookie: mine.browser.cookie ?? '',
      ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
    };
    const sending = request(url, { ca, agent: false, headers }, (incoming) => {
      const lines: string[] = [];
      const ended = new Promise<void>((done) => incoming.once('close', () => done()));
      incoming.on('data', (chunk: Buffer) => lines.push(...chunk.toString('utf8').split('\n')));
      incoming.on('error', () => {});
      const until = async (text: string): Promise<void> => {
        for (let turn = 0; turn < 100; turn += 1) {
          if (lines.join('\n').includes(text)) return;
          await new Promise((next) => setTimeout(next, 50));
        }
        throw new Error(`${text} did not come: ${lines.join('\n')}`);
      };
      resolve({
        status: incoming.statusCode ?? 0,
        lines,
        ended,
        until,
        close: () => sending.destroy(),
      });
    });
    sending.on('error', reject);
    sending.end();
  });

/** Until the portal has looked so many times more. */
async function looks(times: number): Promise<void> {
  const wanted = as.asked.length + times;
  while (as.asked.length < wanted) await new Promise((next) => setTimeout(next, 10));
}

const idsOf = ({ lines }: Live): number[] =>
  lines.filter((line) => line.startsWith('id: ')).map((line) => Number(line.slice(-12)));

beforeAll(async () => {
  ca = (await testTls()).ca;
  as = await recordsStandIn();
  portal = await startPortal(1, {
    settings: {
      SANDBANK_AUTHORIZATION_SERVER_URL: as.url,
      SANDBANK_RESOURCE_SERVER_URL: 'https://localhost:1',
      SANDBANK_RECORDS_TOKEN_FILE: recordsToken,
    },
  });
  // Ten times as fast: what a stream does from look to look is the same.
  Object.assign(portal.application.get<object>(LOG_STREAM_PACE), { lookEveryMilliseconds: 70 });
  mine = await ownApplication(portal, { harbour: 'client-mine' });
  as.answers[place] = (url) => {
    const after = url.searchParams.get('after') ?? '';
    const exchanges = recorded.filter(({ id }) => id > after).slice(0, 100);
    return { status: 200, json: { exchanges } };
  };
}, 60_000);
beforeEach(() => {
  recorded.length = 0;
});
afterAll(async () => {
  await portal.stop();
  await as.stop();
});

describe('the live log of an application', () => {
  it('tells each exchange once, under its id, and which server is silent', async () => {
    recorded.push(exchangeRow(1), exchangeRow(2));
    const live = await open('', exchangeId(3));
    expect(live.status).toBe(200);
    await live.until('event: silent\ndata: ["resource-server"]');
    expect(idsOf(live)).toEqual([1, 2]);
    recorded.push(exchangeRow(4, { endpoint: 'token' }));
    await live.until(`id: ${exchangeId(4)}`);
    // Written late by a copy of the server: an older id than the latest.
    recorded.splice(2, 0, exchangeRow(3));
    await live.until(`id: ${exchangeId(3)}`);
    await looks(2);
    expect(idsOf(live).sort()).toEqual([1, 2, 3, 4]);
    live.close();
  });

  it('tells what the filter wants and nothing else', async () => {
    const live = await open('?status=4&server=authorization-server', exchangeId(1));
    recorded.push(exchangeRow(2), exchangeRow(3, { status: 401 }));
    await live.until(`id: ${exchangeId(3)}`);
    expect(idsOf(live)).toEqual([3]);
    live.close();
    expect((await open('?status=9')).status).toBe(400);
  });

  it('is open four times for one member at most, and a closed one gives its place back', async () => {
    const four = await Promise.all([open(), open(), open(), open()]);
    expect(four.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await open()).status).toBe(409);
    four[0].close();
    let again = await open();
    for (let turn = 0; again.status !== 200 && turn < 40; turn += 1) {
      await new Promise((next) => setTimeout(next, 50));
      again = await open();
    }
    expect(again.status).toBe(200);
    for (const live of [...four, again]) live.close();
  });

  it('takes no place of a reader who was gone before it began', async () => {
    const streams = portal.application.get(LogStreams);
    const reader = { personId: 'p', mayRead: () => Promise.resolve(true) };
    const tail = new ExchangeTail({} as RecordsClient, [], {}, 0);
    for (let turn = 0; turn < 5; turn += 1) {
      streams.begin({ ...reader, gone: AbortSignal.abort() }, tail);
    }
    // Over the wire: each hangs up while the portal is still finding out who asks.
    const url = `${mine.browser.base}${mine.path}/logs`;
    const hangUp = (wait: number) =>
      new Promise<void>((done) => {
        const headers = { cookie: mine.browser.cookie ?? '' };
        const sending = request(url, { ca, agent: false, headers }).on('error', () => {});
        sending.on('close', done).end();
        sending.once('socket', (socket) =>
          socket.once('secureConnect', () => setTimeout(() => sending.destroy(), wait)),
        );
      });
    for (let turn = 0; turn < 24; turn += 1) await hangUp(turn % 8);
    let again = await open();
    for (let turn = 0; again.status !== 200 && turn < 40; turn += 1) {
      await new Promise((next) => setTimeout(next, 50));
      again = await open();
    }
    expect(again.status).toBe(200);
    again.close();
  });

  it('ends when its reader signs out', async () => {
    const live = await open();
    await mine.browser.act('POST', '/api/sign-out');
    await live.ended;
    expect(live.lines.join('\n')).toContain('event: end');
    expect((await open()).status).toBe(401);
  });
});
