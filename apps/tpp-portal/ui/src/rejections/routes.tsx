import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const RejectionsPage = lazy(() =>
  import('./rejections-page.js').then((page) => ({ default: page.RejectionsPage })),
);

const AppRejectionsPage = lazy(() =>
  import('./app-rejections-page.js').then((page) => ({ default: page.AppRejectionsPage })),
);

export const rejectionsRoutes: RouteObject[] = [
  { path: 'rejections', element: page(<RejectionsPage />) },
];

/** Below `/apps/:app`. */
export const appRejectionsRoutes: RouteObject[] = [
  { path: 'rejections', element: page(<AppRejectionsPage />) },
];
