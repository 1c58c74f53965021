import type { DescribedRoute } from './described-route.js';

/** `getAccountsByAccountIdBalances`: made of method and path, so that it stays as long as they do. */
export function operationIdOf(method: string, path: string): string {
  const [, , ...segments] = path.startsWith('/event')
    ? ['', '', ...path.split('/')]
    : path.split('/');
  const words = segments
    .flatMap((segment) => segment.split('-'))
    .filter((word) => word !== '')
    .map((word) => (word.startsWith('{') ? `By${word.slice(1, -1)}` : capital(word)));
  return method.toLowerCase() + words.join('');
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const tokenWords = {
  customer: 'Takes a token that a customer gave',
  client: 'Takes a token of the client itself',
  either: 'Takes a token of the customer or of the client itself',
};

/** What of a route’s guards a reader must know. */
export function descriptionOf(
  { scope, consentType, permissions }: DescribedRoute,
  token: keyof typeof tokenWords,
): string {
  const needed = permissions.map((anyOf) => anyOf.map((one) => `\`${one}\``).join(' or '));
  return [
    `${tokenWords[token]}${scope === undefined ? '' : `, with the scope \`${scope}\``}.`,
    consentType === undefined ? '' : `It must stand for a consent of the type \`${consentType}\`.`,
    needed.length === 0 ? '' : `Permissions: ${needed.join(', and ')}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}
