import { lazy, Suspense, type ReactElement } from 'react';
import { createBrowserRouter, RouterProvider, type RouteObject } from 'react-router';
import { Waiting } from './parts/states.js';
import { Shell } from './shell/shell.js';
import { StartPage } from './start/start-page.js';

const AccountsPage = lazy(() =>
  import('./accounts/accounts-page.js').then((page) => ({ default: page.AccountsPage })),
);
const FlowsPage = lazy(() =>
  import('./flow/flows-page.js').then((page) => ({ default: page.FlowsPage })),
);
const FlowPage = lazy(() =>
  import('./flow/flow-page.js').then((page) => ({ default: page.FlowPage })),
);
const PayPage = lazy(() =>
  import('./payments/pay-page.js').then((page) => ({ default: page.PayPage })),
);
const PaymentPage = lazy(() =>
  import('./payments/payment-page.js').then((page) => ({ default: page.PaymentPage })),
);
const ErrorIndexPage = lazy(() =>
  import('./errors/error-pages.js').then((page) => ({ default: page.ErrorIndexPage })),
);
const ErrorPage = lazy(() =>
  import('./errors/error-pages.js').then((page) => ({ default: page.ErrorPage })),
);
const JourneyErrorPage = lazy(() =>
  import('./errors/journey-error-page.js').then((page) => ({ default: page.JourneyErrorPage })),
);
const RejectionsPage = lazy(() =>
  import('./rejections/rejections-page.js').then((page) => ({ default: page.RejectionsPage })),
);
const RulesPage = lazy(() =>
  import('./rules/rules-page.js').then((page) => ({ default: page.RulesPage })),
);
const RulePage = lazy(() =>
  import('./rules/rule-page.js').then((page) => ({ default: page.RulePage })),
);
const ApiReferencePage = lazy(() =>
  import('./api-reference/api-reference-page.js').then((page) => ({
    default: page.ApiReferencePage,
  })),
);
const OperationPage = lazy(() =>
  import('./api-reference/operation-page.js').then((page) => ({ default: page.OperationPage })),
);
const NotFoundPage = lazy(() =>
  import('./errors/not-found-page.js').then((page) => ({ default: page.NotFoundPage })),
);

const page = (element: ReactElement): ReactElement => (
  <Suspense fallback={<Waiting />}>{element}</Suspense>
);

const routes: RouteObject[] = [
  {
    element: <Shell />,
    children: [
      { index: true, element: <StartPage /> },
      { path: 'accounts', element: page(<AccountsPage />) },
      { path: 'pay', element: page(<PayPage />) },
      { path: 'payments/:payment', element: page(<PaymentPage />) },
      { path: 'flows', element: page(<FlowsPage />) },
      { path: 'flows/:flow', element: page(<FlowPage />) },
      { path: 'flows/:flow/hops/:hop', element: page(<FlowPage />) },
      { path: 'errors', element: page(<ErrorIndexPage />) },
      { path: 'errors/:code', element: page(<ErrorPage />) },
      { path: 'rejections', element: page(<RejectionsPage />) },
      { path: 'rules', element: page(<RulesPage />) },
      { path: 'rules/:clause', element: page(<RulePage />) },
      { path: 'api-reference', element: page(<ApiReferencePage />) },
      { path: 'api-reference/:operation', element: page(<OperationPage />) },
      { path: 'journey-error', element: page(<JourneyErrorPage />) },
      { path: '*', element: page(<NotFoundPage />) },
    ],
  },
];

const router = createBrowserRouter(routes);

/** The portal's pages; each address can be opened directly. */
export function App(): ReactElement {
  return <RouterProvider router={router} />;
}
