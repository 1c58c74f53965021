import { createHash, generateKeyPairSync } from 'node:crypto';
import { newKey, publicJwk, type JwtOverrides } from '@sandbank/testing';
import type { JWK } from 'jose';
import { clientId } from '../bank/test-bank.js';
import type { Manners } from '../bank/manners.js';
import { drive } from '../drive.js';
import { startPortal, type RunningPortal } from '../running-portal.js';

let portal: RunningPortal;
let rsa: JWK;
let ed25519: JWK;

beforeAll(async () => {
  portal = await startPortal();
  rsa = await newKey('RS256');
  ed25519 = await newKey('EdDSA');
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = {};
});

const now = (): number => portal.clock.nowSeconds();
const other = 'client-other';

// What the issuer could sign with is not what this client is registered for.
const everyAlgorithm = {
  id_token_signing_alg_values_supported: ['ES256', 'PS256', 'EdDSA', 'RS256', 'none'],
};

/** An ID token under another key and algorithm, the key published beside the bank's own. */
const signedBy =
  (key: () => JWK, alg: string): (() => Manners) =>
  () => ({
    metadata: everyAlgorithm,
    keys: (own) => [publicJwk(own), { ...publicJwk(key()), alg }],
    idTokenJwt: { key: key(), header: { alg, kid: key().kid } },
  });
const rewritten =
  (rewrite: JwtOverrides['rewrite']): (() => Manners) =>
  () => ({
    idTokenJwt: rewrite === undefined ? {} : { rewrite },
  });

describe('an ID token (OIDC-3.1.3.7)', () => {
  it.each<[string, () => Manners]>([
    ['of another issuer', () => ({ idToken: { iss: 'https://attacker.example' } })],
    ['with a slash behind its issuer', () => ({ idToken: { iss: `${portal.bank.issuer}/` } })],
    ['without iss', () => ({ idToken: { iss: undefined } })],
    ['for another client', () => ({ idToken: { aud: other } })],
    ['without aud', () => ({ idToken: { aud: undefined } })],
    ['with an empty list for aud', () => ({ idToken: { aud: [] } })],
    ['with an audience nobody trusts', () => ({ idToken: { aud: [clientId, other] } })],
    [
      'with an audience nobody trusts and azp of ours',
      () => ({ idToken: { aud: [clientId, other], azp: clientId } }),
    ],
    ['with azp of another', () => ({ idToken: { azp: other } })],
    ['without sub', () => ({ idToken: { sub: undefined } })],
    ['with a number for sub', () => ({ idToken: { sub: 7 } })],
    ['that has expired', () => ({ idToken: { exp: Math.floor(Date.now() / 1000) - 120 } })],
    ['without exp', () => ({ idToken: { exp: undefined } })],
    ['with a text for exp', () => ({ idToken: { exp: '2999' } })],
    ['with another nonce', () => ({ idToken: { nonce: 'another' } })],
    ['without nonce', () => ({ idToken: { nonce: undefined } })],
    ['issued a week ago', () => ({ idToken: { iat: now() - 7 * 86_400 } })],
    ['issued two minutes from now', () => ({ idToken: { iat: now() + 120 } })],
    ['without iat', () => ({ idToken: { iat: undefined } })],
    ['not valid yet', () => ({ idToken: { nbf: Math.floor(Date.now() / 1000) + 600 } })],
    [
      'whose at_hash is of another token',
      () => ({ idToken: { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } }),
    ],
    [
      'without a signature, alg none',
      () => ({ metadata: everyAlgorithm, idTokenJwt: { header: { alg: 'none' } } }),
    ],
    ['signed with RS256', signedBy(() => rsa, 'RS256')],
    ['signed with PS256, which is not registered', signedBy(() => rsa, 'PS256')],
    ['signed with EdDSA, which is not registered', signedBy(() => ed25519, 'EdDSA')],
    ['signed by a key nobody published', () => ({ foreignSignature: true })],
    ['whose signature is cut', rewritten((jwt) => jwt.slice(0, -6))],
    ['whose signature is gone', rewritten((jwt) => jwt.replace(/[^.]*$/, ''))],
    [
      'with a changed payload',
      rewritten((jwt) => jwt.replace(/\.(.)/, (_, c) => `.${c === 'e' ? 'f' : 'e'}`)),
    ],
    ['that is no JWT', rewritten(() => 'an-id-token')],
    ['that is encrypted', rewritten(() => 'a.b.c.d.e')],
    ['with a critical header', () => ({ idTokenJwt: { header: { crit: ['exp'], exp: 1 } } })],
    ['that is missing', () => ({ tokenAnswer: { id_token: undefined } })],
    ['that is no text', () => ({ tokenAnswer: { id_token: 7 } })],
  ])('%s is refused, and no resource is called', async (_, manners) => {
    portal.bank.manners = manners();
    const { outcome, resourceCalls, tokenRequests } = await drive(portal);
    expect(outcome).toMatchObject({ status: 'failed' });
    expect(outcome?.error).toMatch(/^(untrusted_response|bank_unavailable)$/);
    expect([tokenRequests > 0, resourceCalls]).toEqual([true, 0]);
    expect(portal.bank.requestsTo('/userinfo')).toEqual([]);
  });

  it.each<[string, () => Manners]>([
    ['with a list of one audience', () => ({ idToken: { aud: [clientId] } })],
    ['with azp of ours', () => ({ idToken: { azp: clientId } })],
    ['issued five seconds from now', () => ({ idToken: { iat: now() + 5 } })],
    ['with claims nobody knows', () => ({ idToken: { acr: 'x', 'https://a.example/b': [1] } })],
  ])('%s is taken', async (_, manners) => {
    portal.bank.manners = manners();
    expect((await drive(portal)).outcome).toMatchObject({ status: 'connected' });
  });

  it('whose at_hash is right is taken', async () => {
    const accessToken = 'an-opaque-access-token-of-the-bank';
    const digest = createHash('sha256').update(accessToken).digest();
    const at_hash = digest.subarray(0, 16).toString('base64url');
    portal.bank.manners = { accessToken, idToken: { at_hash } };
    expect((await drive(portal)).outcome).toMatchObject({ status: 'connected' });
  });
});

describe('keys that share one kid (SP-5.4.3)', () => {
  const decoys = (own: JWK): JWK[] => {
    const { kid = '', x = '', y = '' } = own;
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({
      format: 'jwk',
    });
    return [
      { ...publicJwk(rsa), alg: 'PS256', kid },
      { ...publicJwk(ed25519), alg: 'EdDSA', kid },
      { ...p384, use: 'sig', kid },
      { ...publicJwk(own), x: y, y: x, use: 'enc', kid },
      { ...publicJwk(own), x: y, y: x, use: 'sig', alg: 'ES384', kid },
    ];
  };

  it.each<[string, NonNullable<Manners['keys']>]>([
    ['behind the right one', (own) => [publicJwk(own), ...decoys(own)]],
    ['before the right one', (own) => [...decoys(own), publicJwk(own)]],
  ])('are told apart by type, curve, algorithm and use: decoys %s', async (_, keys) => {
    portal.bank.manners = { keys };
    expect((await drive(portal)).outcome).toMatchObject({ status: 'connected' });
  });

  it('and no right one among them do not help a forger', async () => {
    portal.bank.manners = { keys: decoys };
    const { outcome, resourceCalls } = await drive(portal);
    expect([outcome?.error, resourceCalls]).toEqual(['untrusted_response', 0]);
  });
});
