import { authorization } from './guide/authorization.js';
import { backChannel } from './guide/back-channel.js';
import type { ErrorGroup, Explanation } from './guide/explanation.js';
import { portal } from './guide/portal.js';
import { registration } from './guide/registration.js';
import { resource } from './guide/resource.js';
import { workspace } from './guide/workspace.js';

/** Every error that a developer can meet here, by where it is met. */
export const errorGroups: readonly ErrorGroup[] = [
  authorization,
  backChannel,
  resource,
  registration,
  portal,
  workspace,
];

/** The explanation of a code; undefined for one that is not in the guide. */
export const explanationOf = (code: string): Explanation | undefined =>
  errorGroups.flatMap(({ codes }) => (Object.hasOwn(codes, code) ? [codes[code]] : [])).at(0);
