import { documents } from '../contract.js';

/** What is read of an operation here. */
interface Described {
  readonly security: readonly object[];
}

/** What the documents say of each route. */
export const described = new Map(
  documents.flatMap(({ document }) => {
    const { paths } = document as { paths: Record<string, Record<string, Described>> };
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Described] => {
        const place = path.replace(/\{(\w+)\}/g, ':$1');
        return [`${method.toUpperCase()} /:bank/open-banking/v4.0${place}`, operation];
      }),
    );
  }),
);

/** Whether its orders come under a key. */
export const takesKey = (route: string): boolean =>
  JSON.stringify(described.get(route)).includes('parameters/x-idempotency-key');
