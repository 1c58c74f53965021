import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const WebhooksPage = lazy(() =>
  import('./webhooks-page.js').then((page) => ({ default: page.WebhooksPage })),
);

/** Below `/apps/:app`. */
export const webhooksRoutes: RouteObject[] = [
  { path: 'webhooks', element: page(<WebhooksPage />) },
];
