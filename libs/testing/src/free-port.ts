import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A port of a loopback address on which nobody listens now; somebody else may take it before it is used. */
export async function freePort(host = 'localhost'): Promise<number> {
  const probe = createServer().listen(0, host);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
