import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const AccountsPage = lazy(() =>
  import('./accounts-page.js').then((page) => ({ default: page.AccountsPage })),
);

export const accountsRoutes: RouteObject[] = [
  { path: 'accounts', element: page(<AccountsPage />) },
];
