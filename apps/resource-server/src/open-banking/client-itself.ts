import type { ResourceAuthorization } from '@sandbank/protected-resource';
import { notCovered } from './open-banking-error.js';

/** 403 for a token that a customer gave: what is asked for is the client's own affair. */
export function assertClientItself({ subject }: ResourceAuthorization): void {
  if (subject === undefined) return;
  throw notCovered('a token of the client itself is needed', 'Authorization');
}
