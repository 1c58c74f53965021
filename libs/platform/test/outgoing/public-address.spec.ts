import { Destinations, isPublicAddress } from '../../src/index.js';

describe('isPublicAddress', () => {
  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback, not the usual one', '127.8.8.8'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '172.31.255.255'],
    ['private', '192.168.1.1'],
    ['link-local, metadata of clouds', '169.254.169.254'],
    ['carrier-grade NAT, metadata of a cloud', '100.100.100.200'],
    ['a cloud’s own service', '168.63.129.16'],
    ['this host', '0.0.0.0'],
    ['this network', '0.1.2.3'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['protocol assignments', '192.0.0.192'],
    ['benchmarking', '198.18.0.1'],
    ['documentation', '203.0.113.7'],
    ['IPv6 loopback', '::1'],
    ['IPv6 unspecified', '::'],
    ['IPv6 link-local', 'fe80::1'],
    ['IPv6 unique local', 'fd00:ec2::254'],
    ['IPv6 site-local', 'fec0::1'],
    ['IPv6 multicast', 'ff02::1'],
    ['IPv4-mapped', '::ffff:127.0.0.1'],
    ['IPv4-mapped public', '::ffff:8.8.8.8'],
    ['IPv4-compatible', '::127.0.0.1'],
    ['IPv4-translated', '::ffff:0:127.0.0.1'],
    ['NAT64', '64:ff9b::10.0.0.1'],
    ['NAT64 of a network’s own', '64:ff9b:1::10.0.0.1'],
    ['6to4', '2002:7f00:1::1'],
    ['Teredo', '2001:0:1::1'],
    ['IPv6 documentation', '2001:db8::1'],
    ['IPv6 that nobody may use yet', '4000::1'],
    ['no address', 'localhost'],
    ['no address', ''],
  ])('is false for %s (%s)', (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450::1'])(
    'is true for %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('a URL that a stranger gave', () => {
  const listed = ['localhost:9440', '[::1]:9440', 'tpp.example:443'];
  const destinations = new Destinations({ allowedHosts: listed });
  const codeOf = (url: string): string => {
    try {
      destinations.admit(url);
      return 'admitted';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it.each([
    ['a public name', 'https://keys.example/jwks'],
    ['the standard port, said aloud', 'https://keys.example:443/jwks'],
    ['a public address', 'https://8.8.8.8/jwks'],
    ['a listed host and port', 'https://LOCALHOST:9440/jwks'],
    ['a listed address', 'https://[::1]:9440/jwks'],
    ['a listed host at the standard port', 'https://tpp.example/jwks'],
  ])('may name %s', (_what, url) => expect(codeOf(url)).toBe('admitted'));

  it.each([
    ['in clear', 'http://keys.example/jwks'],
    ['of a file', 'file:///etc/passwd'],
    ['of another protocol', 'gopher://keys.example/'],
    ['with a user', 'https://user@keys.example/jwks'],
    ['with a password', 'https://:secret@keys.example/jwks'],
    ['of another port', 'https://keys.example:8443/jwks'],
    ['of a listed host at another port', 'https://localhost:5432/'],
    ['of a listed host with a dot', 'https://localhost.:9440/'],
    ['that is none', 'keys.example/jwks'],
    ['that is too long', `https://keys.example/${'x'.repeat(2000)}`],
  ])('may not be one %s', (_what, url) => expect(codeOf(url)).toBe('url_not_allowed'));

  it.each([
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://１２７.０.０.１/',
    'https://169.254.169.254/latest/meta-data',
  ])('may not be one that spells a private address: %s', (url) => {
    expect(codeOf(url)).toBe('address_not_public');
  });

  it('may not lead to a host of which any address is private', async () => {
    const resolving = (...addresses: string[]) =>
      new Destinations({ resolve: async () => addresses }).addressesOf('keys.example');
    await expect(resolving('8.8.8.8', '2606:4700:4700::1111')).resolves.toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700:4700::1111', family: 6 },
    ]);
    await expect(resolving('8.8.8.8', '10.0.0.1')).rejects.toMatchObject({
      code: 'address_not_public',
    });
    await expect(resolving('::ffff:10.0.0.1')).rejects.toMatchObject({
      code: 'address_not_public',
    });
    await expect(resolving()).rejects.toMatchObject({ code: 'unreachable' });
  });
});
