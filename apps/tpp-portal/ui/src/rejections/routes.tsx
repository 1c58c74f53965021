import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const RejectionsPage = lazy(() =>
  import('./rejections-page.js').then((page) => ({ default: page.RejectionsPage })),
);

export const rejectionsRoutes: RouteObject[] = [
  { path: 'rejections', element: page(<RejectionsPage />) },
];
