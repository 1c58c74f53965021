import { invalidRequest, OAuthError } from './oauth-error.js';

describe('OAuthError', () => {
  it('keeps the description within the characters of RFC 6749 5.2', () => {
    expect(invalidRequest('a "quoted"\r\n\\ line – with é').description).toBe(
      'a ?quoted???? line ? with ?',
    );
  });

  it('keeps the first clause that is cited', () => {
    const error = invalidRequest('no').citing('SP-1').citing('SP-2');
    expect(error.clause).toBe('SP-1');
  });

  it('keeps clause, redirect, evidence and stack through every copy', () => {
    const original = invalidRequest('no', { expected: 'a', received: 'b', cause: 'c' });
    const redirect = { uri: 'https://app.example/cb', issuer: 'https://bank.example' };
    const copy = original.citing('SP-1').redirectedTo(redirect).withHeaders({ 'x-a': '1' });
    expect(copy).toBeInstanceOf(OAuthError);
    expect(copy).toMatchObject({
      clause: 'SP-1',
      redirect,
      expected: 'a',
      received: 'b',
      cause: 'c',
      headers: { 'x-a': '1' },
      status: 400,
      stack: original.stack,
    });
  });
});
