import { spaceDelimited } from '@sandbank/oauth';
import type { PushedRequest } from '../authorization/pushed-request.js';
import { identityClaims } from '../userinfo/identity-claims.js';
import type { ClusterModel } from './views/consent.model.js';

const words: Readonly<Record<keyof typeof identityClaims, { label: string; detail: string }>> = {
  name: { label: 'Your name', detail: 'Your first and last name, as the bank has it' },
};

/** What a request asks about the customer's person, in words: by scope, or by the `claims` parameter. */
export function requestedIdentity({ parameters, claims }: PushedRequest): readonly ClusterModel[] {
  const scopes = spaceDelimited(parameters['scope']);
  if (!scopes.includes('openid')) return [];
  const told = Object.entries(words).filter(
    ([name]) =>
      scopes.includes(identityClaims[name as keyof typeof identityClaims].scope) ||
      name in (claims?.userinfo ?? {}),
  );
  const itself = {
    code: 'sub',
    label: 'That it is you',
    detail: 'A number that stands for you, so that the app knows you again',
  };
  const permissions = [itself, ...told.map(([code, word]) => ({ code, ...word }))];
  return [{ title: 'Who you are', permissions }];
}
