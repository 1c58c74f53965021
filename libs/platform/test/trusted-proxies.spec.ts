import { isNetwork, TrustedProxies } from '../src/mutual-tls/trusted-proxies.js';

describe('trusted proxies', () => {
  const proxies = new TrustedProxies(['192.0.2.7', '198.51.100.0/24', '2001:db8::/32', '::1']);

  it.each(['192.0.2.7', '::ffff:192.0.2.7', '198.51.100.255', '2001:db8:1::9', '::1'])(
    'include %s',
    (address) => {
      expect(proxies.include(address)).toBe(true);
    },
  );

  it.each(['192.0.2.8', '198.51.101.0', '2001:db9::', '::2', '127.0.0.1', '', 'localhost'])(
    'do not include %s',
    (address) => {
      expect(proxies.include(address)).toBe(false);
    },
  );

  it('include nobody by default', () => {
    expect(new TrustedProxies([]).include('127.0.0.1')).toBe(false);
    expect(new TrustedProxies([]).include(undefined)).toBe(false);
  });

  it.each(['localhost', '192.0.2.0/33', '2001:db8::/129', '192.0.2', '192.0.2.0/', '/8', '*'])(
    'cannot be %s',
    (text) => {
      expect(isNetwork(text)).toBe(false);
      expect(() => new TrustedProxies([text])).toThrow(RangeError);
    },
  );
});
