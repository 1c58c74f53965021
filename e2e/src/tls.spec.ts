import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { request } from 'node:https';
import { connect } from 'node:tls';
import { alerts, offer } from '@sandbank/testing';
import { sandbox } from './sandbox/sandbox.js';

// Every listener of the running sandbox, octet by octet; each suite by itself is the business of the platform's specs.
const description = sandbox();
const ca = readFileSync(description.ca, 'utf8');
const [bank] = description.banks;
const listeners = {
  portal: description.portal,
  'authorization server': bank!.issuer,
  'authorization server, mutual TLS': bank!.mtls_base,
  'resource server': bank!.resource_base,
  'resource server, mutual TLS': bank!.mtls_resource_base,
  'control API': description.control.url,
};

// The sandbox's certificates are for ECDSA.
const recommended = [0xc02b, 0xc02c];
const statusAndHsts = (url: string): Promise<[number | undefined, string | undefined]> =>
  new Promise((resolve, reject) => {
    request(url, { ca, agent: false }, (answer) => {
      answer.resume();
      resolve([answer.statusCode, answer.headers['strict-transport-security']]);
    })
      .on('error', reject)
      .end();
  });

describe.each(Object.entries(listeners))('the listener of the %s', (_name, url) => {
  const port = Number(new URL(url).port);
  const { origin } = new URL(url);

  it.each(recommended)('speaks suite %d on TLS 1.2 (SP-5.2.2-1)', async (suite) => {
    expect(await offer(port, { suites: [suite] })).toMatchObject({ version: 0x0303, suite });
  });

  it('refuses every other suite of TLS 1.2 (SP-5.2.2-1, SP-5.2.3-2)', async () => {
    const others = Array.from({ length: 0x10000 }, (_, suite) => suite).filter(
      (suite) => ![...recommended, 0xc02f, 0xc030, 0x00ff, 0x5600].includes(suite),
    );
    for (let at = 0; at < others.length; at += 7000) {
      const reply = await offer(port, { suites: others.slice(at, at + 7000) });
      expect(reply).toEqual({ alert: alerts.handshakeFailure });
    }
  });

  it.each([0x0301, 0x0302])('refuses version %d (SP-5.2.1-2)', async (version) => {
    const suites = [...recommended, 0xc009, 0xc013, 0x002f];
    expect(await offer(port, { version, suites })).toEqual({ alert: alerts.protocolVersion });
  });

  it('prefers TLS 1.3 and compresses nothing (SP-5.2.1-3)', async () => {
    const both = { versions: [0x0303, 0x0304], suites: [...recommended, 0x1301] };
    expect(await offer(port, both)).toMatchObject({ version: 0x0304, suite: 0x1301 });
    const squeezed = await offer(port, { suites: recommended, compressions: [1, 0] });
    expect(squeezed).toMatchObject({ compression: 0 });
  });

  it('does not renegotiate (SP-5.2.1-3)', async () => {
    const socket = connect({ port, host: 'localhost', ca, maxVersion: 'TLSv1.2' });
    await once(socket, 'secureConnect');
    const failed = once(socket, 'error');
    socket.renegotiate({}, () => undefined);
    const [error] = (await failed) as [Error];
    expect(error.message).toMatch(/renegotiation/i);
    socket.destroy();
  });

  it('keeps callers on TLS, whatever they ask for (SP-5.2.3-1)', async () => {
    const hsts = expect.stringMatching(/^max-age=31536000/) as string;
    const healthy = origin === description.control.url ? 404 : 200;
    expect(await statusAndHsts(`${origin}/healthz`)).toEqual([healthy, hsts]);
    expect(await statusAndHsts(`${origin}/no/such/place`)).toEqual([expect.any(Number), hsts]);
  });
});
