import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const ErrorIndexPage = lazy(() =>
  import('./error-pages.js').then((page) => ({ default: page.ErrorIndexPage })),
);
const ErrorPage = lazy(() =>
  import('./error-pages.js').then((page) => ({ default: page.ErrorPage })),
);
const JourneyErrorPage = lazy(() =>
  import('./journey-error-page.js').then((page) => ({ default: page.JourneyErrorPage })),
);

export const errorsRoutes: RouteObject[] = [
  { path: 'errors', element: page(<ErrorIndexPage />) },
  { path: 'errors/:code', element: page(<ErrorPage />) },
  { path: 'journey-error', element: page(<JourneyErrorPage />) },
];
