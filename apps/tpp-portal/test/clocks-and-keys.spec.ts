import { decodeJwt, decodeProtectedHeader } from 'jose';
import { drive } from './drive.js';
import { startPortal, type RunningPortal } from './running-portal.js';

let portal: RunningPortal;
afterEach(() => portal.stop());

describe('a clock that is wrong (SP-5.3.3.1 note 1)', () => {
  it.each([120, -120, 86_400])(
    'by %s seconds against the issuer’s is corrected by the Date of its answers',
    async (aheadSeconds) => {
      portal = await startPortal();
      portal.bank.manners = { aheadSeconds };
      expect((await drive(portal)).outcome).toMatchObject({ status: 'connected' });
      const sent = portal.bank.requests.flatMap(({ form, headers }) => [
        form.get('client_assertion') ?? [],
        headers['dpop'] ?? [],
      ]);
      const machine = Date.now() / 1000;
      const ahead = sent.flat().map((jwt) => decodeJwt(jwt).iat! - machine);
      expect(ahead.length).toBeGreaterThan(6);
      for (const seconds of ahead) expect(Math.abs(seconds - aheadSeconds)).toBeLessThan(30);
    },
  );

  it('by a few seconds is left alone', async () => {
    portal = await startPortal();
    portal.bank.manners = { aheadSeconds: 4 };
    expect((await drive(portal)).outcome).toMatchObject({ status: 'connected' });
    const [push] = portal.bank.requestsTo('/par');
    const { iat } = decodeJwt(push!.form.get('client_assertion')!);
    expect(iat!).toBeLessThanOrEqual(Math.floor(Date.now() / 1000));
  });
});

describe('a client key', () => {
  it.each(['ES256', 'PS256', 'EdDSA', 'Ed25519'])(
    'for %s signs assertions under that name (SP-5.4.1-1.2)',
    async (clientKeyAlgorithm) => {
      portal = await startPortal(1, { clientKeyAlgorithm });
      expect((await drive(portal)).outcome).toMatchObject({ status: 'connected' });
      const [push] = portal.bank.requestsTo('/par');
      expect(decodeProtectedHeader(push!.form.get('client_assertion')!).alg).toBe(
        clientKeyAlgorithm,
      );
    },
  );
});
