import { generateSigningKey, importSigningKey, signJwsSync, decodeJws } from '@sandbank/crypto';
import { accessTokenClaims, tokenReference } from './access-token-claims.js';

const tokenWith = async (payload: Parameters<typeof signJwsSync>[0]['payload']) => {
  const key = importSigningKey((await generateSigningKey('ES256')).privateJwk);
  return decodeJws(signJwsSync({ header: {}, payload, key }));
};

describe('the claims of an access token', () => {
  it.each([{ toString: [] }, [], null, 7, undefined])(
    'are read where each is %j',
    async (value) => {
      const names = [
        'client_id',
        'sub',
        'scope',
        'grant_id',
        'acr',
        'authorization_details',
        'iss',
      ];
      const payload = Object.fromEntries([...names, 'jti'].map((name) => [name, value]));
      const token = await tokenWith(payload);
      expect(accessTokenClaims(token)).toMatchObject({ clientId: '', scopes: [], details: [] });
      expect(tokenReference('harbour', token)).toMatchObject({
        issuer: '',
        jti: '',
        consentIds: [],
      });
    },
  );

  it('name consents by every entry that has one', async () => {
    const ids = ['019aa5cf-0000-7000-8000-000000000001', '019aa5cf-0000-7000-8000-000000000002'];
    const entries = [...ids.map((ConsentId) => ({ ConsentId })), { ConsentId: 'x' }, null, 'y'];
    const details = entries.map((entry) =>
      typeof entry === 'object' && entry !== null ? { type: 'urn:example', ...entry } : entry,
    );
    const token = await tokenWith({ authorization_details: details });
    expect(tokenReference('harbour', token).consentIds).toEqual(ids);
  });
});
