import { importJWK, jwtVerify, type JWK } from 'jose';

import { createClientAssertion } from './client-assertion.js';
import { jwsAlgorithms } from './jws-algorithm.js';
import { generateSigningKey, importSigningKey } from './signing-key.js';

const now = new Date('2026-11-21T10:00:00.900Z');

describe.each(jwsAlgorithms)('a client assertion signed with %s', (alg) => {
  it('says what private_key_jwt asks for, with the issuer as a single string audience (SP-5.3.3.1-5)', async () => {
    const { privateJwk, publicJwk } = await generateSigningKey(alg);
    const input = {
      clientId: 'client-tally',
      audience: 'https://localhost:9441/harbour',
      key: importSigningKey(privateJwk),
      now,
      lifetimeSeconds: 60,
    };
    const assertion = await createClientAssertion(input);
    const { payload, protectedHeader } = await jwtVerify(
      assertion,
      await importJWK(publicJwk as JWK, alg),
      { currentDate: now },
    );
    expect(protectedHeader).toEqual({ alg, kid: publicJwk.kid, typ: 'client-authentication+jwt' });
    expect(payload).toEqual({
      iss: 'client-tally',
      sub: 'client-tally',
      aud: 'https://localhost:9441/harbour',
      iat: 1795255200,
      exp: 1795255260,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(await createClientAssertion(input)).not.toBe(assertion);
  });
});
