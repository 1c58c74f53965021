import { AbandonedWorkspaces } from './abandoned-workspaces.js';
import { InvitationStore } from './invitation.store.js';
import { InvitationsController } from './invitations.controller.js';
import { OrganisationEndings } from './organisation-endings.js';
import { OrganisationStore } from './organisation.store.js';
import { OrganisationsController } from './organisations.controller.js';

/** Organisations, their people, and how they end. */
export const organisationsParts = {
  controllers: [OrganisationsController, InvitationsController],
  providers: [AbandonedWorkspaces, InvitationStore, OrganisationEndings, OrganisationStore],
};
