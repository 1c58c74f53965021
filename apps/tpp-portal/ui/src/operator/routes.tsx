import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const OperatorLayout = lazy(() =>
  import('./operator-layout.js').then((m) => ({ default: m.OperatorLayout })),
);
const OverviewPage = lazy(() =>
  import('./overview-page.js').then((m) => ({ default: m.OverviewPage })),
);
const SearchPage = lazy(() => import('./search-page.js').then((m) => ({ default: m.SearchPage })));
const ClientsPage = lazy(() =>
  import('./clients-page.js').then((m) => ({ default: m.ClientsPage })),
);
const ClientPage = lazy(() => import('./client-page.js').then((m) => ({ default: m.ClientPage })));
const CertificatesPage = lazy(() =>
  import('./certificates-page.js').then((m) => ({ default: m.CertificatesPage })),
);
const KeysPage = lazy(() => import('./keys-page.js').then((m) => ({ default: m.KeysPage })));
const RecordPage = lazy(() => import('./record-page.js').then((m) => ({ default: m.RecordPage })));

export const operatorRoutes: RouteObject[] = [
  {
    path: 'operator',
    element: page(<OperatorLayout />),
    children: [
      { index: true, element: page(<OverviewPage />) },
      { path: 'search', element: page(<SearchPage />) },
      { path: 'apps', element: page(<ClientsPage />) },
      { path: 'apps/:bank/:client', element: page(<ClientPage />) },
      { path: 'certificates', element: page(<CertificatesPage />) },
      { path: 'keys', element: page(<KeysPage />) },
      { path: 'record', element: page(<RecordPage />) },
    ],
  },
];
