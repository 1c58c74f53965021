import { accessDenied, invalidGrantId, type OAuthError } from '@sandbank/oauth';

/** Nothing is at this address: no such grant, or it has ended, or nobody has claimed it yet (GM-6.6). */
export const noSuchGrant = (): OAuthError =>
  invalidGrantId('there is no such grant', { status: 404 }).citing('GM-6.6');

/** The grant is there, and not the caller's. Its name is no secret, so that it is there may be said (GM-10). */
export const anothersGrant = (): OAuthError =>
  accessDenied('the grant is of another client', { status: 403 }).citing('GM-10');
