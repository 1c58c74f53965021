import { TrustedProxies } from '../mutual-tls/trusted-proxies.js';
import { clientAddressOf, networkOf } from './client-address.js';

describe('networkOf', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::6', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:db8:1:2:3::', '2001:db8:1:2'],
    ['::1', '0:0:0:0'],
    ['::', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['64:ff9b::203.0.113.7', '64:ff9b:0:0'],
  ])('%s is counted as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('clientAddressOf', () => {
  const proxies = new TrustedProxies(['10.0.0.0/8', 'fd00::/8']);
  const from = (remoteAddress: string | undefined, forwarded?: string | string[]): string =>
    clientAddressOf(
      { socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } },
      proxies,
    );

  it.each<[string, string | undefined, string | string[] | undefined, string]>([
    ['the peer', '203.0.113.7', undefined, '203.0.113.7'],
    ['the peer, whatever it claims', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['whom our proxy names', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
    [
      'whom our proxy names, not whom the client does',
      '10.0.0.1',
      '192.0.2.9, 198.51.100.1',
      '198.51.100.1',
    ],
    [
      'beyond two of our proxies',
      '10.0.0.1',
      ['192.0.2.9', '198.51.100.1, fd00::5'],
      '198.51.100.1',
    ],
    ['our proxy, where it names nobody', '10.0.0.1', undefined, '10.0.0.1'],
    ['our proxy, where it names nothing usable', '10.0.0.1', 'unknown', '10.0.0.1'],
    ['our proxy in its other form', '::ffff:10.0.0.1', '2001:db8::1', '2001:db8::1'],
    ['nobody', undefined, '198.51.100.1', ''],
  ])('is %s', (_what, peer, forwarded, address) => {
    expect(from(peer, forwarded)).toBe(address);
  });
});
