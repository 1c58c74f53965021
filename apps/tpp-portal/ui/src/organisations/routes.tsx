import { lazy } from 'react';
import type { RouteObject } from 'react-router';
import { page } from '../shell/page.js';

const OrganisationPage = lazy(() =>
  import('./organisation-page.js').then((m) => ({ default: m.OrganisationPage })),
);
const InvitationPage = lazy(() =>
  import('./invitation-page.js').then((m) => ({ default: m.InvitationPage })),
);

export const organisationsRoutes: RouteObject[] = [
  { path: 'organisations/:organisation', element: page(<OrganisationPage />) },
  { path: 'invitations/:token', element: page(<InvitationPage />) },
];
