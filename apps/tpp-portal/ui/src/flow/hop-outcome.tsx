import type { ReactElement } from 'react';
import type { Hop } from '../api/types.js';
import { duration } from '../parts/format.js';
import classes from './hop.module.css';

/** How a hop is drawn: a nonce challenge is part of the protocol, other refusals are failures. */
export const toneOf = (hop: Hop): 'plain' | 'failed' | 'nonce' => {
  if (hop.note !== undefined && (hop.response?.status ?? 0) >= 400) return 'nonce';
  if (hop.failure !== undefined || (hop.response?.status ?? 0) >= 400) return 'failed';
  return hop.checks.some(({ passed }) => !passed) ? 'failed' : 'plain';
};

/** The last part of a hop's path, with its method. */
export const shortLine = (hop: Hop): string => {
  if (hop.kind === 'discovery' || hop.kind === 'resource-metadata')
    return `${hop.request.method} /.well-known`;
  const path = hop.request.url.split('?')[0] ?? '';
  return `${hop.request.method} /${path.split('/').at(-1) ?? ''}`;
};

/** Status code in words and colour. */
export function Status({ hop }: { hop: Hop }): ReactElement | null {
  if (hop.failure !== undefined)
    return (
      <span className={classes.status} data-tone="failed">
        no answer
      </span>
    );
  if (hop.response === undefined) return null;
  return (
    <span className={classes.status} data-tone={toneOf(hop)}>
      {hop.response.status}
    </span>
  );
}

/** Status and time of a hop. */
export function Outcome({ hop }: { hop: Hop }): ReactElement {
  return (
    <>
      <Status hop={hop} />
      {hop.durationMilliseconds === undefined ? null : (
        <span>{duration(hop.durationMilliseconds)}</span>
      )}
    </>
  );
}
