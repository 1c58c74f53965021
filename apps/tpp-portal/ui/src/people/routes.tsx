import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const PeoplePage = lazy(() =>
  import('./people-page.js').then((page) => ({ default: page.PeoplePage })),
);

export const peopleRoutes: RouteObject[] = [{ path: 'people', element: page(<PeoplePage />) }];
