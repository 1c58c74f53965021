import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const InteractionPage = lazy(() =>
  import('./interaction-page.js').then((m) => ({ default: m.InteractionPage })),
);

export const interactionsRoutes: RouteObject[] = [
  { path: 'interactions', element: page(<InteractionPage />) },
  { path: 'interactions/:interaction', element: page(<InteractionPage />) },
];
