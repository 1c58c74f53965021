import { request } from 'node:https';
import { parseJwkSet, type JwkSet } from '@sandbank/crypto';

const bytesMax = 65_536;
const millisecondsMax = 3000;

/** Fetches a JWK set over TLS: no redirects, at most 64 KiB and 3 seconds. Rejects with what went wrong. */
export async function fetchJwks(url: string, certificateAuthority?: string): Promise<JwkSet> {
  return parseJwkSet(JSON.parse(await fetchText(url, certificateAuthority)));
}

function fetchText(url: string, certificateAuthority: string | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      ...(certificateAuthority !== undefined && { ca: certificateAuthority }),
      agent: false,
      minVersion: 'TLSv1.2',
      signal: AbortSignal.timeout(millisecondsMax),
      headers: { accept: 'application/json' },
    } as const;
    const asking = request(url, options, (response) => {
      if (response.statusCode !== 200) {
        asking.destroy(new Error(`${url} answered with status ${response.statusCode}`));
        return;
      }
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > bytesMax) asking.destroy(new Error(`${url} answered with too many bytes`));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    });
    asking.on('error', reject);
    asking.end();
  });
}
