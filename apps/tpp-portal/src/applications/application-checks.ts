import type { SoftwareRequest } from '../directory/directory-documents.js';
import { PortalError } from '../portal-error.js';
import type { ApplicationChange } from './application-form.js';
import { usesCertificate, type ApplicationProfile } from './application-profile.js';
import type { Application } from './application.store.js';

/** Throws `application_ending` for one whose end has begun. */
export function assertStands({ endingAt }: Application): void {
  if (endingAt === undefined) return;
  throw new PortalError(
    'application_ending',
    'This application is being removed. Finish that first: nothing else can be done with it.',
  );
}

/** Throws `unusable_field` for a profile that needs keys which are not there. */
export function assertKeys(
  profile: ApplicationProfile,
  has: { readonly signs: boolean; readonly transports: boolean },
): void {
  if (profile.signing && !has.signs)
    throw new PortalError('unusable_field', 'This profile signs: it needs a public signing key.');
  if (usesCertificate(profile) && !has.transports)
    throw new PortalError(
      'unusable_field',
      'This profile shows a certificate: it needs a valid transport certificate.',
    );
}

/** What the directory is told of an application. */
export const softwareOf = ({
  name,
  redirect_uris,
  roles,
  ...rest
}: ApplicationChange): SoftwareRequest => ({
  client_name: name,
  ...{ redirect_uris, roles },
  ...(rest.client_uri === undefined ? {} : { client_uri: rest.client_uri }),
  ...(rest.logo_uri === undefined ? {} : { logo_uri: rest.logo_uri }),
  ...(rest.policy_uri === undefined ? {} : { policy_uri: rest.policy_uri }),
  ...(rest.tos_uri === undefined ? {} : { tos_uri: rest.tos_uri }),
});
