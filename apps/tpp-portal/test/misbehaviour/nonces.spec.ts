import { decodeJwt } from 'jose';
import { nonceOf } from '../bank/proofs.js';
import { drive } from '../drive.js';
import { startPortal, type RunningPortal } from '../running-portal.js';

let portal: RunningPortal;

beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal.stop());
beforeEach(() => {
  portal.bank.manners = {};
});

const noncesAt = (path: string): unknown[] => portal.bank.requestsTo(path).map(nonceOf);

describe('DPoP nonces (RFC 9449 8 and 9)', () => {
  it('RFC9449-8-client are learned once per server: PAR, userinfo and API each ask once', async () => {
    const { outcome } = await drive(portal);
    expect(outcome).toMatchObject({ status: 'connected' });
    const [asked, pushed] = noncesAt('/par');
    const [atUserinfo, again] = noncesAt('/userinfo');
    const [atApi, read] = noncesAt('/aisp/accounts');
    expect([asked, atUserinfo, atApi]).toEqual([undefined, undefined, undefined]);
    expect(new Set([pushed, again, read]).size).toBe(3);
    expect(noncesAt('/token')).toEqual([pushed]);
  });

  it('RFC9449-7.3 come with a new proof for the second attempt', async () => {
    await drive(portal);
    const proofs = portal.bank.requests.flatMap(({ headers }) => headers['dpop'] ?? []);
    const ids = proofs.map((proof) => decodeJwt(proof).jti);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(6);
  });

  it('RFC9449-8.2 that change with an answer are used for the next call', async () => {
    portal.bank.manners = { rotatesNonces: true };
    const browser = portal.browser();
    await drive(portal, {}, undefined, browser);
    await browser.send('/api/banks/harbour/accounts');
    // Two calls per address would mean that a nonce that was given had not been used.
    expect(noncesAt('/token')).toHaveLength(1);
    expect(noncesAt('/aisp/balances')).toHaveLength(1);
    expect(noncesAt('/aisp/accounts')).toHaveLength(3);
  });

  it('RFC9449-8-client that never satisfy are tried once more, and no further', async () => {
    const browser = portal.browser();
    await browser.connect(portal.bank);
    portal.bank.requests.length = 0;
    portal.bank.manners = { neverContent: true };
    const answer = await browser.send('/api/banks/harbour/accounts');
    expect(answer.status).toBe(502);
    expect(noncesAt('/aisp/accounts')).toHaveLength(2);
    const started = await browser.act('POST', '/api/flows', { bank: 'harbour' });
    expect(started.json()).toMatchObject({ upstream: { error: 'use_dpop_nonce' } });
    expect(noncesAt('/par')).toHaveLength(2);
  });
});
