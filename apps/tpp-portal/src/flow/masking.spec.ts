import { maskHeaders, maskJson, maskParameters, maskSecret, maskUrl } from './masking.js';
import { decodeJwt, jwtsOf } from './jwt-decoding.js';

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const signature = 'c2lnbmF0dXJlLXRoYXQtbXVzdC1uZXZlci1sZWF2ZQ';
const jwt = `${part({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })}.${part({ sub: 'someone', aud: 'https://bank.example' })}.${signature}`;
const opaque = 'Zm9yLXRoZS1jbGllbnQtYWxvbmUtMTIzNDU2Nzg5MA';

describe('masking', () => {
  it('keeps no signature, token, code or verifier of a form', () => {
    const masked = maskParameters(
      new URLSearchParams({
        grant_type: 'authorization_code',
        code: opaque,
        code_verifier: opaque,
        client_assertion: jwt,
        refresh_token: opaque,
        note: `see ${jwt}`,
      }).toString(),
    );
    expect(masked).toContain('grant_type=authorization_code');
    expect(masked).not.toContain(signature);
    expect(masked).not.toContain(opaque.slice(-8));
  });

  it('masks members of a JSON answer at any depth and leaves the rest readable', () => {
    const masked = JSON.stringify(
      maskJson({
        access_token: jwt,
        inner: [{ refresh_token: opaque, Amount: '12.50', text: jwt }],
      }),
    );
    expect(masked).not.toContain(signature);
    expect(masked).not.toContain(opaque.slice(-8));
    expect(masked).toContain('12.50');
  });

  it('masks credentials, cookies and the query of a redirect in headers', () => {
    const masked = maskHeaders([
      ['Authorization', `DPoP ${opaque}`],
      ['DPoP', jwt],
      ['Set-Cookie', `sid=${opaque}; Secure`],
      ['Location', `https://app.example/callback?code=${opaque}&state=xyz#${opaque}`],
      ['Accept', 'application/json'],
    ]);
    expect(JSON.stringify(masked)).not.toContain(opaque.slice(-8));
    expect(JSON.stringify(masked)).not.toContain(signature);
    expect(masked[3]?.[1]).toContain('state=xyz');
    expect(masked[4]).toEqual(['accept', 'application/json']);
  });

  it('keeps the prefix of a request_uri and drops its secret part', () => {
    const url = `https://bank.example/authorize?client_id=c&request_uri=urn:ietf:params:oauth:request_uri:${opaque}`;
    expect(maskUrl(url)).toContain(
      'client_id=c&request_uri=urn:ietf:params:oauth:request_uri:•••g5MA',
    );
    expect(maskUrl(url)).not.toContain(opaque.slice(-8));
    expect(maskSecret('short')).toBe('•••');
  });
});

describe('laying JWTs open', () => {
  it('shows header and payload and never the signature', () => {
    const decoded = decodeJwt(jwt);
    expect(decoded?.header).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' });
    expect(decoded?.payload['sub']).toBe('someone');
    expect(JSON.stringify(decoded)).not.toContain(signature);
  });

  it('passes over what is not a JWT', () => {
    for (const value of [
      undefined,
      opaque,
      'a.b.c',
      `${part([1])}.${part({})}.x`,
      `${part({})}.${part({})}`,
    ]) {
      expect(decodeJwt(value)).toBeUndefined();
    }
  });

  it('finds the JWTs of both directions', () => {
    const found = jwtsOf(
      {
        headers: new Map([
          ['dpop', jwt],
          ['authorization', `DPoP ${jwt}`],
        ]),
        form: new URLSearchParams({ client_assertion: jwt }),
      },
      { headers: new Map(), json: { access_token: jwt, id_token: jwt, refresh_token: opaque } },
    );
    expect(found.map(({ where }) => where)).toEqual([
      'Client assertion',
      'DPoP proof',
      'Access token',
      'Access token',
      'ID token',
    ]);
  });
});
