import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const FlowsPage = lazy(() =>
  import('./flows-page.js').then((page) => ({ default: page.FlowsPage })),
);
const FlowPage = lazy(() => import('./flow-page.js').then((page) => ({ default: page.FlowPage })));

export const flowRoutes: RouteObject[] = [
  { path: 'flows', element: page(<FlowsPage />) },
  { path: 'flows/:flow', element: page(<FlowPage />) },
  { path: 'flows/:flow/hops/:hop', element: page(<FlowPage />) },
];
