import type { FastifyInstance } from 'fastify';

interface Route {
  readonly url: string;
  readonly path: RegExp;
  readonly methods: readonly string[];
}

/** Knows every route, to tell a wrong method (405) from an unknown path (404), and to say what is served. */
export class RouteTable {
  private readonly routes: Route[] = [];

  constructor(fastify: FastifyInstance) {
    fastify.addHook('onRoute', ({ url, method }) => {
      this.routes.push({ url, path: pattern(url), methods: [method].flat() });
    });
  }

  /** Every route as `GET /:bank/jwks`, in order; HEAD, which comes with each GET, is left out. */
  list(): readonly string[] {
    return this.routes
      .flatMap(({ url, methods }) => methods.map((method) => `${method} ${url}`))
      .filter((route) => !route.startsWith('HEAD '))
      .sort();
  }

  /** The methods that a path answers to; empty for an unknown path. */
  methodsOf(path: string): readonly string[] {
    const methods = this.routes.filter((route) => route.path.test(path));
    return [...new Set(methods.flatMap((route) => route.methods))];
  }
}

function pattern(url: string): RegExp {
  const source = url
    .split('/')
    .map((part) => {
      if (part.startsWith(':')) return '[^/]+';
      if (part === '*') return '.*';
      return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('/');
  return new RegExp(`^${source}/?$`);
}
