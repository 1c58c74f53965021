import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const AppsPage = lazy(() => import('./apps-page.js').then((m) => ({ default: m.AppsPage })));
const AppLayout = lazy(() => import('./app-layout.js').then((m) => ({ default: m.AppLayout })));
const OverviewPage = lazy(() =>
  import('./pages/overview-page.js').then((m) => ({ default: m.OverviewPage })),
);

/** The pages of one application, below `/apps/:app`; each feature with a tab adds its own here. */
const appPages: RouteObject[] = [{ index: true, element: page(<OverviewPage />) }];

export const appsRoutes: RouteObject[] = [
  { path: 'apps', element: page(<AppsPage />) },
  { path: 'apps/:app', element: page(<AppLayout />), children: appPages },
];
