import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const PayPage = lazy(() => import('./pay-page.js').then((page) => ({ default: page.PayPage })));
const PaymentPage = lazy(() =>
  import('./payment-page.js').then((page) => ({ default: page.PaymentPage })),
);

export const paymentsRoutes: RouteObject[] = [
  { path: 'pay', element: page(<PayPage />) },
  { path: 'payments/:payment', element: page(<PaymentPage />) },
];
