import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const LogsPage = lazy(() => import('./logs-page.js').then((m) => ({ default: m.LogsPage })));

/** Below `/apps/:app`. */
export const appLogRoutes: RouteObject[] = [
  { path: 'logs', element: page(<LogsPage />) },
  { path: 'logs/:exchange', element: page(<LogsPage />) },
];
