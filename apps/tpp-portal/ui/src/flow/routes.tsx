import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const FlowsPage = lazy(() => import('./flows-page.js').then((m) => ({ default: m.FlowsPage })));
const FlowPage = lazy(() => import('./flow-page.js').then((m) => ({ default: m.FlowPage })));
const AppFlowsPage = lazy(() =>
  import('./app-flows-page.js').then((m) => ({ default: m.AppFlowsPage })),
);
const AppFlowPage = lazy(() =>
  import('./app-flow-page.js').then((m) => ({ default: m.AppFlowPage })),
);
const SharedFlowPage = lazy(() =>
  import('./shared-flow-page.js').then((m) => ({ default: m.SharedFlowPage })),
);

export const flowRoutes: RouteObject[] = [
  { path: 'flows', element: page(<FlowsPage />) },
  { path: 'flows/:flow', element: page(<FlowPage />) },
  { path: 'flows/:flow/hops/:hop', element: page(<FlowPage />) },
  { path: 'shared/:token', element: page(<SharedFlowPage />) },
  { path: 'shared/:token/hops/:hop', element: page(<SharedFlowPage />) },
];

/** Below `/apps/:app`. */
export const appFlowRoutes: RouteObject[] = [
  { path: 'flows', element: page(<AppFlowsPage />) },
  { path: 'flows/:flow', element: page(<AppFlowPage />) },
  { path: 'flows/:flow/hops/:hop', element: page(<AppFlowPage />) },
];
