import * as makers from './index.js';
import { invalidDpopProof, invalidRequest, OAuthError, oauthErrorStatus } from './oauth-error.js';

const redirect = { uri: 'https://app.example/cb', state: 's', issuer: 'https://bank.example' };

describe('OAuthError', () => {
  it('keeps the description within the characters of RFC 6749 5.2', () => {
    expect(invalidRequest('a "quoted"\r\n\\ line – with é').description).toBe(
      'a ?quoted???? line ? with ?',
    );
  });

  it('lets every character through that RFC 6749 5.2 allows', () => {
    const codes = Array.from({ length: 0x7f - 0x20 }, (_, at) => 0x20 + at);
    const allowed = codes.filter((code) => code !== 0x22 && code !== 0x5c);
    const text = String.fromCharCode(...allowed);
    expect(invalidRequest(text).description).toBe(text);
    expect(invalidRequest('\u007f\0').description).toBe('??');
  });

  it('bounds the description', () => {
    expect(invalidRequest('x'.repeat(10_000)).description).toHaveLength(400);
  });

  it('keeps the first clause that is cited', () => {
    const error = invalidRequest('no').citing('SP-1').citing('SP-2');
    expect(error.clause).toBe('SP-1');
  });

  it('keeps clause, redirect, evidence, status and stack through every copy', () => {
    const original = invalidDpopProof('no', {
      ...{ expected: 'a', received: 'b', cause: 'c', status: 401 },
      headers: { 'x-a': '0', 'x-b': '2' },
    });
    const copies = [
      original.citing('SP-1').redirectedTo(redirect).withHeaders({ 'x-a': '1' }),
      original.redirectedTo(redirect).withHeaders({ 'x-a': '1' }).citing('SP-1'),
      original.withHeaders({ 'x-a': '1' }).citing('SP-1').redirectedTo(redirect),
    ];
    for (const copy of copies) {
      expect(copy).toBeInstanceOf(OAuthError);
      expect(copy).toMatchObject({
        clause: 'SP-1',
        redirect,
        expected: 'a',
        received: 'b',
        cause: 'c',
        headers: { 'x-a': '1', 'x-b': '2' },
        status: 401,
        stack: original.stack,
      });
    }
    expect(original).toMatchObject({ clause: undefined, redirect: undefined });
    expect(original.headers).toEqual({ 'x-a': '0', 'x-b': '2' });
  });

  it('is an error like any other, with a message for the log', () => {
    const error = invalidRequest('no');
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'OAuthError',
      message: 'invalid_request: no',
      headers: {},
    });
  });
});

describe('each maker', () => {
  const known = Object.keys(oauthErrorStatus);
  const made = Object.entries(makers as Record<string, unknown>)
    .filter(([, maker]) => typeof maker === 'function' && maker !== OAuthError)
    .map(([name, maker]) => [name, maker] as const)
    .filter(([name]) => known.includes(snakeCase(name)));

  it.each(made)('%s says its own error and status', (name, maker) => {
    const error = (maker as typeof invalidRequest)('no');
    const code = snakeCase(name) as keyof typeof oauthErrorStatus;
    expect(error).toMatchObject({ error: code, status: oauthErrorStatus[code] });
  });

  it('is there for what the servers refuse with', () => {
    expect(made.length).toBeGreaterThan(15);
  });
});

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
