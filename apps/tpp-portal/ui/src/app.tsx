import { lazy, type ReactElement } from 'react';
import { createBrowserRouter, RouterProvider, type RouteObject } from 'react-router';
import { accountsRoutes } from './accounts/routes.js';
import { apiReferenceRoutes } from './api-reference/routes.js';
import { appsRoutes } from './apps/routes.js';
import { errorsRoutes } from './errors/routes.js';
import { explorerRoutes } from './explorer/routes.js';
import { flowRoutes } from './flow/routes.js';
import { MeProvider } from './identity/me.js';
import { interactionsRoutes } from './interactions/routes.js';
import { identityRoutes } from './identity/routes.js';
import { operatorRoutes } from './operator/routes.js';
import { organisationsRoutes } from './organisations/routes.js';
import { paymentsRoutes } from './payments/routes.js';
import { peopleRoutes } from './people/routes.js';
import { rejectionsRoutes } from './rejections/routes.js';
import { rulesRoutes } from './rules/routes.js';
import { page } from './shell/page.js';
import { Shell } from './shell/shell.js';
import { StartPage } from './start/start-page.js';

const NotFoundPage = lazy(() =>
  import('./errors/not-found-page.js').then((page) => ({ default: page.NotFoundPage })),
);

const routes: RouteObject[] = [
  {
    element: <Shell />,
    children: [
      { index: true, element: <StartPage /> },
      ...appsRoutes,
      ...identityRoutes,
      ...organisationsRoutes,
      ...operatorRoutes,
      ...accountsRoutes,
      ...paymentsRoutes,
      ...flowRoutes,
      ...interactionsRoutes,
      ...errorsRoutes,
      ...rejectionsRoutes,
      ...rulesRoutes,
      ...apiReferenceRoutes,
      ...explorerRoutes,
      ...peopleRoutes,
      { path: '*', element: page(<NotFoundPage />) },
    ],
  },
];

const router = createBrowserRouter(routes);

/** The portal's pages; each address can be opened directly. */
export function App(): ReactElement {
  return (
    <MeProvider>
      <RouterProvider router={router} />
    </MeProvider>
  );
}
