import { authorizationRequest } from './topics/authorization-request.js';
import { clientAuthentication } from './topics/client-authentication.js';
import { senderConstraint } from './topics/sender-constraint.js';
import { tokens } from './topics/tokens.js';
import type { Topic } from './topics/topic.js';

export type { Topic } from './topics/topic.js';

/** Every topic; of two that name a clause the first explains it. */
export const topics: readonly Topic[] = [
  ...clientAuthentication,
  ...senderConstraint,
  ...authorizationRequest,
  ...tokens,
];

/** What a rule is there for; undefined for a clause that no topic names. */
export const topicOf = (clause: string): Topic | undefined =>
  topics.find(({ clauses }) => clauses.test(clause));
