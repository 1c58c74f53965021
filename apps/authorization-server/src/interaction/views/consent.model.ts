import type { AccountOption } from '@sandbank/ui';
import type { Asked } from './asked.js';
import type { GrantChangeModel } from './grant-change.js';
import type { BankModel } from './journey.js';

/** One permission in plain words; the consent library owns the wording, so the app can use the same. */
export interface PermissionModel {
  /** The code on the wire, for example `ReadAccountsDetail`. */
  code: string;
  label: string;
  detail: string;
}

/** Permissions that belong together, as a customer sees them. */
export interface ClusterModel {
  title: string;
  /** One line beneath the title; without it the labels of the permissions stand there. */
  description?: string | undefined;
  permissions: readonly PermissionModel[];
}

/** What a developer wants to see of the request. */
export interface DeveloperModel {
  clientId: string;
  /** How the tokens are bound, for example `DPoP key, SHA-256 thumbprint …`. */
  senderConstraint: string;
  resourceServer: string;
  scope: string;
  /** Indented JSON (RFC 9396). */
  authorizationDetails: string;
}

/** What the consent page shows. */
export interface ConsentModel extends Asked {
  bank: BankModel;
  client: {
    name: string;
    /** The company for which the app asks, where it is another. */
    onBehalfOf?: string | undefined;
    /** Known but never fetched: the page shows an initial. */
    logoUri?: string | undefined;
    policyUri?: string | undefined;
  };
  customerName: string;
  /** Present where the app has a permission already, and this one changes it. */
  change?: GrantChangeModel | undefined;
  purpose?: string | undefined;
  clusters: readonly ClusterModel[];
  /** How far back the app may look; absent where it asks for no past. */
  history?: string | undefined;
  expires?: Date | undefined;
  /** The app may look once. */
  oneOff?: boolean | undefined;
  accounts: readonly AccountOption[];
  /** What went wrong with the last answer and what to do now. */
  error?: string | undefined;
  developer: DeveloperModel;
  /** Where the form goes. */
  action: string;
  csrfToken: string;
  /** Whole minutes until the request lapses, rounded down. */
  minutesLeft: number;
  /** The host to which the customer returns. */
  redirectHost: string;
}
