import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newKey, publicJwk, signedJwt, type JwtOverrides, type TestTls } from '@sandbank/testing';

type Key = Awaited<ReturnType<typeof newKey>>;
type Answer = (response: ServerResponse) => void;

/** The authorization server of several banks, reduced to their keys; it can misbehave. */
export class TestIssuer {
  readonly keys = new Map<string, Key[]>();
  /** Paths that were asked for. */
  readonly asked: string[] = [];
  /** Replaces the answer with another. */
  misbehave: Answer | undefined;

  private constructor(private readonly server: Server) {}

  static async start(tls: TestTls, slugs: readonly string[]): Promise<TestIssuer> {
    const server = createServer({ cert: tls.cert, key: tls.key });
    const issuer = new TestIssuer(server);
    for (const slug of slugs) issuer.keys.set(slug, [await newKey()]);
    server.on('request', (request, response) => issuer.answer(request, response));
    server.listen(0, 'localhost');
    await once(server, 'listening');
    return issuer;
  }

  url(slug: string): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}/${slug}`;
  }

  currentKey(slug: string): Key {
    return this.keys.get(slug)!.at(-1)!;
  }

  /** A bank begins to sign with another key. */
  async rotate(slug: string): Promise<void> {
    this.keys.get(slug)!.push(await newKey());
  }

  /** An access token as the bank signs it. */
  token(
    slug: string,
    claims: Readonly<Record<string, unknown>>,
    overrides: JwtOverrides = {},
  ): Promise<string> {
    const key = this.currentKey(slug);
    return signedJwt({ typ: 'at+jwt', alg: key.alg, kid: key.kid }, claims, key, overrides);
  }

  stop(): Promise<unknown> {
    this.server.closeAllConnections();
    this.server.close();
    return once(this.server, 'close');
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    this.asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json');
    if (this.misbehave !== undefined) {
      this.misbehave(response);
      return;
    }
    const slug = /^\/([a-z]+)\/jwks$/.exec(request.url ?? '')?.[1] ?? '';
    const keys = this.keys.get(slug) ?? [];
    response.end(JSON.stringify({ keys: keys.map(publicJwk) }));
  }
}
