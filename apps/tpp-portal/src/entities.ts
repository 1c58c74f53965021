import { ConnectionEntity } from './connection/connection.entity.js';
import { ExploredResourceEntity } from './explorer/explored-resource.entity.js';
import { FlowHopEntity } from './flow/flow-hop.entity.js';
import { FlowEntity } from './flow/flow.entity.js';
import { CredentialPasswordEntity } from './identity/credential-password.entity.js';
import { PasskeyEntity } from './identity/passkeys/passkey.entity.js';
import { PersonEntity } from './identity/person.entity.js';
import { SignInEntity } from './identity/sign-in.entity.js';
import { InvitationEntity } from './organisations/invitation.entity.js';
import { MembershipEntity } from './organisations/membership.entity.js';
import { OrganisationEntity } from './organisations/organisation.entity.js';
import { PaymentEntity } from './payments/payment.entity.js';
import { RevocationEntity } from './revocation/revocation.entity.js';
import { BrowserSessionEntity } from './session/browser-session.entity.js';

/** The tables of the portal, for what is read at leisure; what races is a statement of its own. */
export const entities = [
  PersonEntity,
  CredentialPasswordEntity,
  PasskeyEntity,
  SignInEntity,
  OrganisationEntity,
  MembershipEntity,
  InvitationEntity,
  BrowserSessionEntity,
  FlowEntity,
  FlowHopEntity,
  ConnectionEntity,
  RevocationEntity,
  PaymentEntity,
  ExploredResourceEntity,
];
