import { exchange, type HttpsAnswer, type HttpsRequest } from '@sandbank/testing';
import { isUuid } from '../src/index.js';
import { innerWords, startTinyServer, type TinyServer } from './tiny-server.js';

let server: TinyServer;
let jsonServer: TinyServer;

beforeAll(async () => {
  server = await startTinyServer();
  jsonServer = await startTinyServer({ bodies: ['json'] });
});
afterAll(async () => {
  await server.stop();
  await jsonServer.stop();
});

const ask = (path: string, request?: HttpsRequest): Promise<HttpsAnswer> =>
  exchange(server.url + path, server.tls.ca, request);

const form = (body: string, type = 'application/x-www-form-urlencoded'): HttpsRequest => ({
  method: 'POST',
  headers: { 'content-type': type },
  body,
});

/** The documented shape of every refusal, and nothing of Nest, Fastify or a stack. */
function expectRefusal(answer: HttpsAnswer, status: number, error: string): void {
  expect(answer.status).toBe(status);
  expect(answer.header('content-type')).toBe('application/json; charset=utf-8');
  expect(answer.header('cache-control')).toBe('no-store');
  const body = answer.json();
  expect(Object.keys(body)).toEqual(['error', 'error_description']);
  expect(body['error']).toBe(error);
  expect(body['error_description']).toMatch(/^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/);
  expect(answer.body).not.toContain(innerWords);
  expect(answer.body).not.toMatch(/statusCode|FST_|at .*\.[jt]s|Nest|Fastify/);
  expect(isUuid(answer.header('x-fapi-interaction-id'))).toBe(true);
}

describe('a refusal', () => {
  it('is answered as the error says, without its cause', async () => {
    const answer = await ask('/harbour/refused');
    expectRefusal(answer, 400, 'invalid_grant');
    expect(answer.json()['error_description']).toBe('the code is ?not? good');
  });

  it.each([
    ['an unknown path', '/nowhere', {}, 404],
    ['an unknown path below a known one', '/harbour/things/1/2', {}, 404],
    ['a path of another case', '/harbour/THINGS/1', {}, 404],
    ['an exception of Nest', '/harbour/forbidden', {}, 403],
    ['a content type that is not read here', '/harbour/form', form('{}', 'application/json'), 415],
    ['a content type that is none', '/harbour/form', form('a=1', 'nonsense'), 415],
    ['a body beyond the limit', '/harbour/form', form(`a=${'x'.repeat(140_000)}`), 413],
    ['a parameter that was sent twice', '/harbour/form', form('a=1&a=2'), 400],
    ['a path that is not percent-encoding', '/harbour/things/%E0%A4%A', {}, 400],
    ['a path parameter beyond the limit', `/harbour/things/${'x'.repeat(301)}`, {}, 414],
  ])('is invalid_request for %s', async (_what, path, request, status) => {
    expectRefusal(await ask(path, request), status, 'invalid_request');
  });

  it.each([
    ['POST', '/harbour/things/1', ['GET', 'HEAD']],
    ['DELETE', '/harbour/form', ['POST']],
    ['PUT', '/harbour/form/', ['POST']],
    ['OPTIONS', '/healthz', ['GET', 'HEAD']],
    ['PATCH', '/harbour/things/1?a=1', ['GET', 'HEAD']],
  ])('of %s %s is 405 and names the methods', async (method, path, methods) => {
    const answer = await ask(path, { method });
    expectRefusal(answer, 405, 'invalid_request');
    expect(answer.header('allow')?.split(', ').sort()).toEqual(methods);
  });

  it.each(['/harbour/failing', '/harbour/thrown-string', '/harbour/slow-failure'])(
    'is server_error for the failure at %s, and only the log knows why',
    async (path) => {
      server.log.length = 0;
      expectRefusal(await ask(path), 500, 'server_error');
      const failed = server.log.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'failed');
      expect(failed).toMatchObject({ level: 'error', error: 'server_error', status: 500 });
      expect(JSON.stringify(failed)).toMatch(/the-inner-words|division by zero/);
    },
  );

  it.each([
    ['no JSON', '{'],
    ['a member that would change every object', '{"__proto__":{"admin":true}}'],
    ['nothing', ''],
  ])('is invalid_request for a JSON body that is %s', async (_what, body) => {
    const url = `${jsonServer.url}/harbour/form`;
    const request = form(body, 'application/json');
    expectRefusal(await exchange(url, jsonServer.tls.ca, request), 400, 'invalid_request');
  });

  it('answers a HEAD without a body', async () => {
    const answer = await ask('/harbour/refused', { method: 'HEAD' });
    expect(answer.status).toBe(400);
    expect(answer.body).toBe('');
  });

  it('is logged in one line with its interaction id, and never with the URL', async () => {
    server.log.length = 0;
    const answer = await ask('/harbour/refused?code=a-code-in-the-url');
    const lines = server.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.find(({ msg }) => msg === 'refused')).toMatchObject({
      interaction_id: answer.header('x-fapi-interaction-id'),
      client_id: 'client-tally',
      error: 'invalid_grant',
      clause: 'RFC6749-5.2',
      status: 400,
    });
    expect(lines.at(-1)).toMatchObject({ method: 'GET', route: '/:bank/refused', status: 400 });
    expect(server.log.join('')).not.toContain('a-code-in-the-url');
  });
});

describe('every answer', () => {
  const sent = '6B1C0FE4-31C9-4A0F-8F0B-6C0D9A1B2C3D';

  it.each([
    '/healthz',
    '/harbour/refused',
    '/nowhere',
    '/harbour/failing',
    '/harbour/things/%E0%A4%A',
  ])('at %s echoes the interaction id (IA-2.2.1-2)', async (path) => {
    const answer = await ask(path, { headers: { 'x-fapi-interaction-id': sent } });
    expect(answer.headerValues('x-fapi-interaction-id')).toEqual([sent]);
  });

  it.each(['', 'not-a-uuid', `${sent}x`, `${sent}, ${sent}`, '{sent}'])(
    'mints an interaction id instead of "%s"',
    async (value) => {
      const answer = await ask('/healthz', { headers: { 'x-fapi-interaction-id': value } });
      expect(isUuid(answer.header('x-fapi-interaction-id'))).toBe(true);
      expect(answer.header('x-fapi-interaction-id')).not.toBe(value);
    },
  );

  it('mints another interaction id each time', async () => {
    const ids = await Promise.all([1, 2, 3].map(() => ask('/healthz')));
    expect(new Set(ids.map((answer) => answer.header('x-fapi-interaction-id'))).size).toBe(3);
  });

  it.each(['/healthz', '/nowhere', '/harbour/failing', '/harbour/things/%E0%A4%A'])(
    'at %s carries the security headers and tells the time',
    async (path) => {
      const answer = await ask(path);
      expect(answer.header('strict-transport-security')).toMatch(/^max-age=31536000/);
      expect(answer.header('x-content-type-options')).toBe('nosniff');
      expect(answer.header('referrer-policy')).toBe('no-referrer');
      expect(answer.header('content-security-policy')).toContain("default-src 'none'");
      expect(answer.header('x-frame-options')).toBe('DENY');
      expect(Date.parse(answer.header('date') ?? '')).not.toBeNaN();
      expect(answer.header('access-control-allow-origin')).toBeUndefined();
      expect(answer.header('x-powered-by')).toBeUndefined();
    },
  );

  it('is good: the routes themselves work', async () => {
    expect((await ask('/healthz')).json()).toEqual({ status: 'ok' });
    expect((await ask('/harbour/things/1?a=1')).json()).toEqual({ id: '1', query: { a: '1' } });
    expect((await ask('/harbour/form', form('a=1&b=2'))).json()).toEqual({ a: '1', b: '2' });
    const charset = form('a=%C3%A9', 'application/x-www-form-urlencoded; charset=UTF-8');
    expect((await ask('/harbour/form', charset)).json()).toEqual({ a: 'é' });
  });
});
