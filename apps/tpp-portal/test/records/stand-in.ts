import { testTls } from '@sandbank/testing';
import { listen, type Answer, type Listener, type Received } from '../bank/https-listener.js';

export const recordsToken = 'r'.repeat(43);

/** Records of a server, as the specs want them told; every question is kept. */
export interface RecordsStandIn {
  readonly url: string;
  readonly asked: Received[];
  /** Answers by the path below `/records`, with its query where one is written. */
  answers: Record<string, Answer | ((asked: URL) => Answer)>;
  stop(): Promise<void>;
}

/** A server that tells records to whoever brings the token, and nothing else. */
export async function recordsStandIn(): Promise<RecordsStandIn> {
  const tls = await testTls();
  const asked: Received[] = [];
  const standIn = { asked, answers: {} as RecordsStandIn['answers'] };
  const handle = async (request: Received): Promise<Answer> => {
    asked.push(request);
    if (request.headers.authorization !== `Bearer ${recordsToken}`) {
      return { status: 401, json: { error: 'invalid_token' } };
    }
    const path = request.url.pathname.replace(/^\/records\//, '');
    const answer = standIn.answers[path];
    if (answer === undefined) return { status: 404, json: { error: 'not_found' } };
    return typeof answer === 'function' ? answer(request.url) : answer;
  };
  const listener: Listener = await listen(tls, handle, () => new Date());
  return Object.assign(standIn, { url: listener.url, stop: () => listener.stop() });
}

let made = 0;

const began = Date.UTC(2026, 10, 21, 15, 30);

/** The id of the n-th exchange: ids grow with time, here by a second each. */
export const exchangeId = (number: number): string => {
  const time = (began + number * 1000).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7e3a-9c55-${String(number).padStart(12, '0')}`;
};

/** An exchange as a server lists it. */
export const exchangeRow = (number: number, change: object = {}) => ({
  id: exchangeId(number),
  at: new Date(began + number * 1000).toISOString(),
  interaction_id: `00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`,
  server: 'authorization-server',
  lane: 'client',
  method: 'POST',
  endpoint: 'pushed_authorization_request',
  status: 201,
  duration_ms: 12.5,
  error: null,
  clause: null,
  flow: 'flow-1',
  grant_id: null,
  ...change,
});
