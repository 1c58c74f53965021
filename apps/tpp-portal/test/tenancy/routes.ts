import { randomUUID } from 'node:crypto';
import { signUp } from '../identity/visitors.js';
import { join, type World } from './world.js';

/** Who may call a route of the portal. */
export interface RouteRow {
  /** As the server lists it: `GET /api/organisations/:organisation`. */
  readonly route: string;
  /** `owners` are members with that role in the organisation of the path. */
  readonly audience: 'visitors' | 'members' | 'owners' | 'operators';
  /**
   * Identifiers of the organisation's own things for the parameters of the path, made anew at each call: whoever is not
   * of the organisation is answered 404. Without it a route shows what is the caller's own.
   */
  readonly identifiers?: (world: World) => Promise<Readonly<Record<string, string>>>;
  /** Its answer does not end: it is not called by those who may. */
  readonly streams?: boolean;
}

const organisation = ({ organisation: id }: World) => Promise.resolve({ organisation: id });

/** Somebody in the organisation whom nobody misses. */
const person = async (world: World) => {
  const { personId } = await signUp(world.portal);
  await join(world.portal, world.organisation, personId);
  return { organisation: world.organisation, person: personId };
};

const invitation = async ({ portal, organisation: id, owner }: World) => {
  const invitationId = randomUUID();
  await portal.database.query(
    `INSERT INTO tpp_portal.invitation
       (invitation_id, token_key, organisation_id, role, invited_by, created_at, expires_at)
     VALUES ($1, $2, $3, 'member', $4, now(), now() + interval '30 years')`,
    [invitationId, randomUUID(), id, owner.personId],
  );
  return { organisation: id, invitation: invitationId };
};

/** An application of the organisation. */
const application = async ({ portal, organisation: id }: World) => {
  const applicationId = randomUUID();
  await portal.database.query(
    `INSERT INTO tpp_portal.application (application_id, organisation_id, name, software_id, profile,
       roles, redirect_uris, created_at, changed_at)
     VALUES ($1, $2, 'Ledger', $1, $3, '["AISP"]', '["https://tpp.example/callback"]', now(), now())`,
    [applicationId, id, profile],
  );
  return { application: applicationId, bank: 'harbour' };
};

const profile = { constraint: 'dpop', authentication: 'private_key_jwt', signing: false };

const open = (...routes: readonly string[]): RouteRow[] =>
  routes.map((route) => ({ route, audience: 'visitors' }));

const own = (...routes: readonly string[]): RouteRow[] =>
  routes.map((route) => ({ route, audience: 'members' }));

/** Open to everyone: the pages, the demo app, which knows a browser and nobody's name, and the doors. */
const visitors: readonly RouteRow[] = [
  ...open('GET /*', 'GET /assets/index-abc123.js', 'GET /favicon.svg', 'GET /healthz'),
  ...open('GET /start', 'GET /start/:flow', 'GET /callback'),
  ...open('GET /api/banks', 'GET /api/people', 'GET /api/payees'),
  ...open('GET /api/banks/:bank/accounts', 'GET /api/banks/:bank/spending'),
  ...open('DELETE /api/banks/:bank/connection', 'POST /api/banks/:bank/revocations'),
  ...open('POST /api/banks/:bank/sign-in', 'GET /api/banks/:bank/rejections'),
  ...open('GET /api/flows', 'POST /api/flows', 'GET /api/flows/:flow'),
  ...open('GET /api/payments', 'POST /api/payments', 'GET /api/payments/:payment'),
  ...open('POST /api/payments/:payment/send', 'POST /api/payments/:payment/sign-in'),
  ...open('GET /api/flows/:flow/hops/:hop/record', 'GET /api/flows/:flow/shares'),
  ...open('POST /api/flows/:flow/shares', 'DELETE /api/flows/:flow/shares/:share'),
  ...open('GET /api/shared-flows/:token'),
  ...open('GET /api/banks/:bank/explorer', 'POST /api/banks/:bank/explorer/calls'),
  ...open('GET /openapi/account-information.json', 'GET /openapi/events.json'),
  ...open('GET /openapi/funds-confirmation.json', 'GET /openapi/payment-initiation.json'),
  ...open('GET /api/me', 'POST /api/sign-up', 'POST /api/guests'),
  ...open('POST /api/sign-in', 'POST /api/sign-out'),
  ...open('POST /api/passkeys/sign-in/options', 'POST /api/passkeys/sign-in'),
  ...open('POST /api/passkeys/sign-up/options', 'POST /api/passkeys/sign-up'),
  ...open('GET /api/invitations/:token'),
];

/** What belongs to the person who asks. */
const people: readonly RouteRow[] = [
  ...own('GET /api/account', 'PUT /api/account', 'PUT /api/account/password'),
  ...own('GET /api/account/sign-ins', 'DELETE /api/account/sign-ins'),
  ...own('DELETE /api/account/sign-ins/:signIn'),
  ...own('GET /api/passkeys', 'POST /api/passkeys', 'DELETE /api/passkeys/:passkey'),
  ...own('POST /api/passkeys/registration/options'),
  ...own('GET /api/applications', 'POST /api/applications', 'GET /api/participants'),
  ...own('GET /api/interactions/:interaction'),
  ...own('POST /api/organisations', 'POST /api/invitations/:token/acceptance'),
];

const path = '/api/organisations/:organisation';

/** What belongs to an organisation. */
const organisations: readonly RouteRow[] = [
  { route: `GET ${path}`, audience: 'members', identifiers: organisation },
  { route: `PUT ${path}`, audience: 'owners', identifiers: organisation },
  { route: `GET ${path}/members`, audience: 'members', identifiers: organisation },
  { route: `PUT ${path}/members/:person`, audience: 'owners', identifiers: person },
  // A member may name one person here: themselves.
  { route: `DELETE ${path}/members/:person`, audience: 'owners', identifiers: person },
  { route: `GET ${path}/invitations`, audience: 'owners', identifiers: organisation },
  { route: `POST ${path}/invitations`, audience: 'owners', identifiers: organisation },
  {
    route: `DELETE ${path}/invitations/:invitation`,
    audience: 'owners',
    identifiers: invitation,
  },
];

const ofApplication = (...places: readonly string[]): RouteRow[] =>
  places.map((place) => {
    const [method = '', rest = ''] = place.split(' ');
    return {
      route: `${method} /api/applications/:application${rest}`,
      audience: 'members',
      identifiers: application,
      streams: place === 'GET /logs',
    };
  });

/** What belongs to an application, and with it to the organisation that has it. */
const applications: readonly RouteRow[] = [
  ...ofApplication('GET', 'PUT', 'DELETE', 'GET /software', 'GET /snippets', 'POST /statements'),
  ...ofApplication('GET /keys', 'PUT /keys', 'GET /certificates', 'POST /certificates'),
  ...ofApplication('POST /certificates/:certificate/renewal'),
  ...ofApplication('POST /certificates/:certificate/revocation'),
  ...ofApplication('GET /clients', 'POST /clients', 'PUT /clients/:bank', 'DELETE /clients/:bank'),
  ...ofApplication('GET /exchanges', 'GET /exchanges/:exchange', 'GET /logs', 'GET /rejections'),
  ...ofApplication('GET /flows', 'GET /flows/:flow', 'GET /flows/:flow/shares'),
  ...ofApplication('POST /flows/:flow/shares', 'DELETE /flows/:flow/shares/:share'),
  ...ofApplication('GET /consents', 'POST /consents/:bank/:consent/revocation'),
  ...ofApplication('GET /webhooks', 'POST /webhooks/:bank/events'),
  ...ofApplication('POST /webhooks/:bank/events/:event/replay'),
];

/** What belongs to those who run the sandbox. */
const operators: readonly RouteRow[] = [
  'GET /api/operator/acts',
  'GET /api/operator/certificates',
  'GET /api/operator/interactions/:interaction',
  'GET /api/operator/banks',
  'GET /api/operator/banks/:bank/overview',
  'GET /api/operator/banks/:bank/clients',
  'GET /api/operator/banks/:bank/clients/:client',
  'PUT /api/operator/banks/:bank/clients/:client/status',
  'GET /api/operator/banks/:bank/keys',
  'POST /api/operator/banks/:bank/keys/rotation',
  'GET /api/operator/banks/:bank/record',
].map((route): RouteRow => ({ route, audience: 'operators' }));

/** Every route of the portal, each once. A new route adds its row here, beside those of its kind. */
export const routes: readonly RouteRow[] = [
  ...visitors,
  ...people,
  ...organisations,
  ...applications,
  ...operators,
];
