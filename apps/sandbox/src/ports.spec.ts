import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { choosePorts, portIsFree } from './ports.js';

const allBut =
  (...taken: number[]) =>
  async (port: number) =>
    !taken.includes(port);

describe('the choice of ports', () => {
  it('gives everything its own place after the base', async () => {
    expect(await choosePorts(9440, allBut())).toEqual({
      base: 9440,
      tppPortal: 9440,
      authorizationServer: 9441,
      resourceServer: 9442,
      authorizationServerMutualTls: 9443,
      resourceServerMutualTls: 9444,
      authorizationServerControl: 9445,
      directory: 9446,
      database: 9449,
    });
  });

  it('replaces a taken port by the next free one that nothing else of ours wants', async () => {
    const ports = await choosePorts(9440, allBut(9440, 9441, 9445));
    expect(ports).toMatchObject({
      tppPortal: 9447,
      authorizationServer: 9448,
      resourceServer: 9442,
    });
  });

  it('never gives one port twice', async () => {
    const { base: _, ...ports } = await choosePorts(9440, allBut(9440, 9441, 9442, 9449));
    expect(new Set(Object.values(ports)).size).toBe(8);
  });

  it.each(['127.0.0.1', '::1', '0.0.0.0', '::'])('sees a server on %s', async (host) => {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await portIsFree(port)).toBe(false);
    server.close();
    await once(server, 'close');
    expect(await portIsFree(port)).toBe(true);
  });
});
