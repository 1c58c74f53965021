import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const RulesPage = lazy(() =>
  import('./rules-page.js').then((page) => ({ default: page.RulesPage })),
);
const RulePage = lazy(() => import('./rule-page.js').then((page) => ({ default: page.RulePage })));

export const rulesRoutes: RouteObject[] = [
  { path: 'rules', element: page(<RulesPage />) },
  { path: 'rules/:clause', element: page(<RulePage />) },
];
