import type { Lane } from '../api/types.js';

export const lanes: readonly Lane[] = [
  'browser',
  'client',
  'authorization-server',
  'resource-server',
];

/** Position of a lane, from the left. */
export const laneIndex = (lane: Lane): number => lanes.indexOf(lane);

/** What a lane is called. */
export const laneName = (lane: Lane, appName: string): string =>
  ({
    browser: 'Browser',
    client: appName,
    'authorization-server': 'Authorization server',
    'resource-server': 'Resource server',
  })[lane];
