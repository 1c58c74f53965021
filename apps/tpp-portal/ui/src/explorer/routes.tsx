import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const ExplorerPage = lazy(() =>
  import('./explorer-page.js').then((page) => ({ default: page.ExplorerPage })),
);
const AppExplorerPage = lazy(() =>
  import('./app-explorer-page.js').then((page) => ({ default: page.AppExplorerPage })),
);

/** The API as the demo app calls it. */
export const explorerRoutes: RouteObject[] = [
  { path: 'explorer', element: page(<ExplorerPage />) },
  { path: 'explorer/:operation', element: page(<ExplorerPage />) },
];

/** The API as an application of one’s own calls it, below `/apps/:app`. */
export const appExplorerRoutes: RouteObject[] = [
  { path: 'explorer', element: page(<AppExplorerPage />) },
  { path: 'explorer/:operation', element: page(<AppExplorerPage />) },
];
