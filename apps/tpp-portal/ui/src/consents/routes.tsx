import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const ConsentsPage = lazy(() =>
  import('./consents-page.js').then((page) => ({ default: page.ConsentsPage })),
);

/** Below `/apps/:app`. */
export const consentsRoutes: RouteObject[] = [
  { path: 'consents', element: page(<ConsentsPage />) },
];
