import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const SignUpPage = lazy(() => import('./sign-up-page.js').then((m) => ({ default: m.SignUpPage })));
const SignInPage = lazy(() => import('./sign-in-page.js').then((m) => ({ default: m.SignInPage })));
const AccountPage = lazy(() =>
  import('./account-page.js').then((m) => ({ default: m.AccountPage })),
);

export const identityRoutes: RouteObject[] = [
  { path: 'sign-up', element: page(<SignUpPage />) },
  { path: 'sign-in', element: page(<SignInPage />) },
  { path: 'account', element: page(<AccountPage />) },
];
