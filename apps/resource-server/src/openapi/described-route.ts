import { RequestMethod, type Type } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, Reflector } from '@nestjs/core';
import {
  REQUIRED_CONSENT_TYPE,
  REQUIRED_PERMISSIONS,
  REQUIRED_SCOPE,
  type AnyOf,
} from '@sandbank/protected-resource';
import { operationKey, type OperationDescription } from './operation.decorator.js';

/** A route as its controller declares it. */
export interface DescribedRoute {
  readonly method: string;
  /** As the router knows it: `/:bank/open-banking/v4.0/aisp/accounts/:AccountId`. */
  readonly path: string;
  /** Status of an answer to a call that succeeds. */
  readonly status: number;
  readonly operation: OperationDescription | undefined;
  readonly scope: string | undefined;
  readonly consentType: string | undefined;
  /** One of each list is needed. */
  readonly permissions: readonly AnyOf[];
}

const reflector = new Reflector();

/** Every route of these controllers, in order. */
export const routesOf = (controllers: readonly Type[]): readonly DescribedRoute[] =>
  controllers.flatMap((controller) =>
    new MetadataScanner()
      .getAllMethodNames(controller.prototype as object)
      .map((name) => (controller.prototype as Record<string, () => unknown>)[name])
      .flatMap((handler) =>
        handler !== undefined && isRoute(handler) ? [routeOf(controller, handler)] : [],
      ),
  );

const isRoute = (handler: () => unknown): boolean => Reflect.hasMetadata(METHOD_METADATA, handler);

function routeOf(controller: Type, handler: () => unknown): DescribedRoute {
  const read = <T>(key: string | symbol): T | undefined =>
    reflector.getAllAndOverride<T | undefined>(key as string, [handler, controller]);
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? 'GET';
  const parts = [controller, handler].map(
    (target) => Reflect.getMetadata(PATH_METADATA, target) as string,
  );
  const path = parts.flatMap((part) => part.split('/')).filter((segment) => segment !== '');
  const fixed = Reflect.getMetadata(HTTP_CODE_METADATA, handler) as number | undefined;
  return {
    method,
    path: `/${path.join('/')}`,
    status: fixed ?? (method === 'POST' ? 201 : 200),
    operation: read<OperationDescription>(operationKey),
    scope: read<string>(REQUIRED_SCOPE),
    consentType: read<string>(REQUIRED_CONSENT_TYPE),
    permissions: read<readonly AnyOf[]>(REQUIRED_PERMISSIONS) ?? [],
  };
}
