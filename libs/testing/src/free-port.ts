import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

// Each of jest's workers has ports of its own, below those that systems give to outgoing connections. Two runs on one
// machine begin at different places.
const portsOfWorker = 500;
const workersMax = 16;
const worker = (process.ppid + Number(process.env['JEST_WORKER_ID'] ?? 1)) % workersMax;
const firstPort = 11_000 + worker * portsOfWorker;
let place = randomInt(portsOfWorker);

/** A port of a loopback address on which nobody listens now. Throws `Error` where there is none left. */
export async function freePort(host = 'localhost'): Promise<number> {
  for (let count = 0; count < portsOfWorker; count += 1) {
    place = (place + 1) % portsOfWorker;
    // Of its own: while this call waits, another may move on.
    const port = firstPort + place;
    if (await isFree(host, port)) return port;
  }
  throw new Error(`no free port from ${firstPort} on`);
}

async function isFree(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen({ host, port, exclusive: true });
    await once(probe, 'listening');
    probe.close();
    await once(probe, 'close');
    return true;
  } catch {
    return false;
  }
}
