import type { ConstraintContext } from '../../src/index.js';
import { certificateClient } from '../parties.js';
import type { Refusal } from '../refusal.js';

const refused = (
  what: string,
  changes: Partial<ConstraintContext>,
): Refusal<ConstraintContext> => ({
  clause: 'IA-2.3',
  what,
  error: 'invalid_request',
  change: (valid) => ({ ...valid, client: certificateClient, ...changes }),
});

export const constraintRefusals: readonly Refusal<ConstraintContext>[] = [
  refused('a proof of a client whose tokens are bound to its certificate', { params: {} }),
  refused('a dpop_jkt of such a client', { dpopHeader: false }),
  refused('both of such a client', {}),
];
