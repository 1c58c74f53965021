import type { Type } from '@nestjs/common';
import { apiPath } from '../access/account-information.decorator.js';
import { routesOf, type DescribedRoute } from './described-route.js';
import { apiFamilies, documentedPath, type ApiFamily } from './families.js';
import { descriptionOf, operationIdOf } from './operation-words.js';
import { headerParameters, parametersOf } from './parameters.js';
import { headerComponents } from './headers.js';
import { exampleComponents, refusalComponents } from './refusals.js';
import { responsesOf } from './responses.js';
import { SchemaComponents } from './schema-components.js';
import { securityOf, securitySchemes, tokenOf } from './security.js';

/** An OpenAPI 3.1 document, and what its file is called. */
export interface ApiDocument {
  readonly name: string;
  readonly document: object;
}

// The sandbox as it starts by default.
const origins = {
  resourceServer: 'https://localhost:9442',
  resourceServerMutualTls: 'https://localhost:9444',
  issuer: 'https://localhost:9441/harbour',
  portal: 'https://localhost:9440',
};

/** One document for each part of the API that these controllers serve something of. */
export function apiDocuments(controllers: readonly Type[]): readonly ApiDocument[] {
  const routes = routesOf(controllers);
  return apiFamilies.flatMap((family) => {
    const ofFamily = routes.filter((route) => isOf(family, route));
    return ofFamily.length === 0
      ? []
      : [{ name: family.name, document: document(family, ofFamily) }];
  });
}

const isOf = (family: ApiFamily, { path, operation }: DescribedRoute): boolean =>
  operation !== undefined && family.path.test(documentedPath(path) ?? '');

function document(family: ApiFamily, routes: readonly DescribedRoute[]): object {
  const components = new SchemaComponents();
  const paths = pathsOf(routes, components);
  const responses = refusalComponents(components);
  return {
    openapi: '3.1.1',
    info: {
      title: family.title,
      version: '4.0.0',
      summary: family.summary,
      description:
        'Resources and codes of the UK Open Banking Read/Write API v4.0, behind FAPI 2.0. Each refusal leads to a page that explains its code.',
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      server(origins.resourceServer, 'With DPoP.'),
      server(origins.resourceServerMutualTls, 'For certificates.'),
    ],
    tags: [...new Set(routes.map(({ operation }) => operation?.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: components.all(),
      parameters: headerParameters,
      headers: headerComponents,
      responses,
      examples: exampleComponents({ paths, responses }, origins.portal),
      securitySchemes: securitySchemes(origins.issuer),
    },
  };
}

const server = (origin: string, description: string) => ({
  url: `{origin}/{bank}/${apiPath}`,
  description,
  variables: {
    origin: { default: origin, description: 'Where the bank’s API listens.' },
    bank: { default: 'harbour', description: 'The bank, by its short name.' },
  },
});

function pathsOf(routes: readonly DescribedRoute[], components: SchemaComponents): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = documentedPath(route.path) ?? route.path;
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: operation(path, route, components),
    };
  }
  return paths;
}

function operation(path: string, route: DescribedRoute, components: SchemaComponents): object {
  const { operation: described, permissions, consentType } = route;
  if (described === undefined) throw new Error(`${route.method} ${route.path} is not described`);
  const { summary, tag, body } = described;
  const description = descriptionOf(route, tokenOf(route));
  return {
    operationId: operationIdOf(route.method, path),
    summary,
    ...(description !== '' && { description }),
    tags: [tag],
    security: securityOf(route),
    parameters: parametersOf(path, described, components),
    ...(body !== undefined && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: components.of(body.schema, 'input'),
            ...(body.example !== undefined && { example: body.example }),
          },
        },
      },
    }),
    responses: responsesOf(route, components),
    ...(permissions.length > 0 && { 'x-permissions': permissions }),
    ...(consentType !== undefined && { 'x-authorization-details-type': consentType }),
  };
}
