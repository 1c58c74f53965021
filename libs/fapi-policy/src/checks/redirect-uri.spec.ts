import fc from 'fast-check';
import { isRegisteredRedirectUri } from './push.js';

const isRegistered = (registered: readonly string[], received: string): boolean =>
  isRegisteredRedirectUri({ redirect_uris: registered }, received);

const runs = { numRuns: 3000 };
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }));
const uri = fc.oneof(
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc
    .tuple(fc.constantFrom('http://127.0.0.1', 'http://[::1]', 'http://localhost'), text)
    .map((parts) => parts.join('')),
  text,
);
const port = fc.integer({ min: 0, max: 65_535 });
const path = fc.webPath().map((one) => `/${one}`);
const loopbackHost = fc.constantFrom('127.0.0.1', '[::1]');

describe('the redirect_uri of a request (RFC 9700 2.1)', () => {
  it('fits when it is a registered one, character by character', () => {
    fc.assert(
      fc.property(fc.array(uri, { minLength: 1 }), fc.nat(), (registered, at) => {
        expect(isRegistered(registered, registered[at % registered.length]!)).toBe(true);
      }),
      runs,
    );
  });

  it('fits never when any character of it differs, but for the port of a loopback address', () => {
    fc.assert(
      fc.property(uri, uri, (registered, received) => {
        fc.pre(registered !== received);
        const differsInPort = /^http:\/\/(127\.0\.0\.1|\[::1\])/.test(registered);
        if (!differsInPort) expect(isRegistered([registered], received)).toBe(false);
      }),
      runs,
    );
  });

  it('fits never when it is changed at one place', () => {
    const registered = 'https://app.example/callback?kept=yes';
    fc.assert(
      fc.property(fc.nat(registered.length), fc.string({ minLength: 1 }), (at, inserted) => {
        const longer = registered.slice(0, at) + inserted + registered.slice(at);
        expect(isRegistered([registered], longer)).toBe(false);
        const shorter = registered.slice(0, at) + registered.slice(at + 1);
        if (shorter !== registered) expect(isRegistered([registered], shorter)).toBe(false);
      }),
      runs,
    );
  });

  it('fits with any port on the loopback address of a native app (RFC 8252 7.3)', () => {
    fc.assert(
      fc.property(loopbackHost, path, port, port, (host, rest, one, other) => {
        const at = (number: number) => `http://${host}:${number}${rest}`;
        expect(isRegistered([`http://${host}${rest}`], at(one))).toBe(true);
        expect(isRegistered([at(one)], at(other))).toBe(true);
        expect(isRegistered([`https://${host}${rest}`], `https://${host}:${one}${rest}`)).toBe(
          false,
        );
      }),
      runs,
    );
  });

  it('on a loopback address leads to no other host, path or query', () => {
    fc.assert(
      fc.property(loopbackHost, path, text, (host, rest, after) => {
        fc.pre(!/^(:\d{1,5})?$/.test(after));
        const received = `http://${host}${after}${rest}`;
        expect(isRegistered([`http://${host}${rest}`], received)).toBe(false);
      }),
      runs,
    );
  });
});
