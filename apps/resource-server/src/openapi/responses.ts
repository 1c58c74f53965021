import { mediaType as json } from '../open-banking/media-type.js';
import type { DescribedRoute } from './described-route.js';
import { withNonce } from './headers.js';
import { refusalsOf } from './refusals.js';
import type { SchemaComponents } from './schema-components.js';

/** How a call may end, by status. */
export const responsesOf = (route: DescribedRoute, components: SchemaComponents): object => ({
  [route.status]: success(route, components),
  ...refusalsOf(route, components),
});

function success({ operation, status }: DescribedRoute, components: SchemaComponents): object {
  const { answer, summary = '' } = operation ?? {};
  if (answer === undefined) return { description: 'Done; there is no body.', headers: withNonce };
  const { schema, example, mediaType = json } = answer;
  const content = {
    schema: components.of(schema, 'output'),
    ...(example !== undefined && { example }),
  };
  return {
    description: status === 201 ? 'It was made; this is how it stands.' : `${summary}.`,
    headers: withNonce,
    content: { [mediaType]: content },
  };
}
