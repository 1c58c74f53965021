import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

const answerMillisecondsMax = 2000;
const pollMilliseconds = 50;

/** Whether a server answers 200 at `/healthz` over TLS that the sandbox's authority vouches for. */
export function isHealthy(port: number, ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    const question = request(
      {
        host: 'localhost',
        port,
        path: '/healthz',
        ca,
        agent: false,
        signal: AbortSignal.timeout(answerMillisecondsMax),
      },
      (answer) => {
        answer.resume();
        answer.once('error', () => resolve(false));
        answer.once('end', () => resolve(answer.statusCode === 200));
      },
    );
    question.once('error', () => resolve(false));
    question.end();
  });
}

/** Asks until the server is healthy; false when `abort` says so first or the time is over. */
export async function becomesHealthy(
  port: number,
  ca: string,
  millisecondsMax: number,
  abort: () => boolean,
): Promise<boolean> {
  const deadline = performance.now() + millisecondsMax;
  while (!abort() && performance.now() < deadline) {
    if (await isHealthy(port, ca)) return true;
    await sleep(pollMilliseconds);
  }
  return false;
}
