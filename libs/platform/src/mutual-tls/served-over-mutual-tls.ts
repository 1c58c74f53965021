import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route answers on the listener for mutual TLS too. */
    servedOverMutualTls?: boolean;
  }
}

/**
 * Lets a handler, or every handler of a controller, answer where clients are asked for a certificate. Without it a route
 * is not there: what browsers open must never make them ask people for one.
 */
export function ServedOverMutualTls(): ClassDecorator & MethodDecorator {
  const served = RouteConfig({ servedOverMutualTls: true });
  return (target: object, name?: string | symbol, descriptor?: PropertyDescriptor): void => {
    if (name !== undefined && descriptor !== undefined) {
      served(target, name, descriptor);
      return;
    }
    const { prototype } = target as { prototype: object };
    for (const [method, own] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
      if (typeof own.value === 'function') served(prototype, method, own);
  };
}

/** Whether the route of a request answers over mutual TLS; also true where there is no route, which says 404 itself. */
export function isServedOverMutualTls({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url === undefined || routeOptions.config.servedOverMutualTls === true;
}
