import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const ApiReferencePage = lazy(() =>
  import('./api-reference-page.js').then((page) => ({ default: page.ApiReferencePage })),
);
const OperationPage = lazy(() =>
  import('./operation-page.js').then((page) => ({ default: page.OperationPage })),
);

export const apiReferenceRoutes: RouteObject[] = [
  { path: 'api-reference', element: page(<ApiReferencePage />) },
  { path: 'api-reference/:operation', element: page(<OperationPage />) },
];
