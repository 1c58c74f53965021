import { lazy, type ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { consentsRoutes } from '../consents/routes.js';
import { appExplorerRoutes } from '../explorer/routes.js';
import { appFlowRoutes } from '../flow/routes.js';
import { appLogRoutes } from '../logs/routes.js';
import { appRejectionsRoutes } from '../rejections/routes.js';
import { page } from '../shell/page.js';
import { webhooksRoutes } from '../webhooks/routes.js';

const AppsPage = lazy(() => import('./apps-page.js').then((m) => ({ default: m.AppsPage })));
const AppLayout = lazy(() => import('./app-layout.js').then((m) => ({ default: m.AppLayout })));
const Wizard = lazy(() => import('./wizard/wizard.js').then((m) => ({ default: m.Wizard })));

const lazily = (load: () => Promise<ComponentType>): RouteObject['element'] => {
  const Page = lazy(() => load().then((found) => ({ default: found })));
  return page(<Page />);
};

const wizardSteps: RouteObject[] = [
  { index: true, element: lazily(() => import('./wizard/what-step.js').then((m) => m.WhatStep)) },
  {
    path: 'profile',
    element: lazily(() => import('./wizard/profile-step.js').then((m) => m.ProfileStep)),
  },
  { path: 'keys', element: lazily(() => import('./wizard/keys-step.js').then((m) => m.KeysStep)) },
  {
    path: 'redirects',
    element: lazily(() => import('./wizard/redirects-step.js').then((m) => m.RedirectsStep)),
  },
  {
    path: 'banks',
    element: lazily(() => import('./wizard/banks-step.js').then((m) => m.BanksStep)),
  },
  // Any other step leads to the first that is open.
  { path: '*', element: null },
];

/** The pages of one application, below `/apps/:app`; each feature with a tab adds its own here. */
const appPages: RouteObject[] = [
  {
    index: true,
    element: lazily(() => import('./pages/overview-page.js').then((m) => m.OverviewPage)),
  },
  {
    path: 'ready',
    element: lazily(() => import('./pages/ready-page.js').then((m) => m.ReadyPage)),
  },
  { path: 'edit', element: lazily(() => import('./pages/edit-page.js').then((m) => m.EditPage)) },
  {
    path: 'snippets',
    element: lazily(() => import('./pages/snippets-page.js').then((m) => m.SnippetsPage)),
  },
  { path: 'keys', element: lazily(() => import('./pages/keys-page.js').then((m) => m.KeysPage)) },
  {
    path: 'certificates',
    element: lazily(() => import('./pages/certificates-page.js').then((m) => m.CertificatesPage)),
  },
  {
    path: 'banks',
    element: lazily(() => import('./pages/banks-page.js').then((m) => m.BanksPage)),
  },
  ...appFlowRoutes,
  ...appLogRoutes,
  ...appRejectionsRoutes,
  ...appExplorerRoutes,
  ...consentsRoutes,
  ...webhooksRoutes,
  {
    path: '*',
    element: lazily(() => import('../errors/not-found-page.js').then((m) => m.NotFoundPage)),
  },
];

export const appsRoutes: RouteObject[] = [
  { path: 'apps', element: page(<AppsPage />) },
  { path: 'apps/new', element: page(<Wizard />), children: wizardSteps },
  { path: 'apps/:app', element: page(<AppLayout />), children: appPages },
];
