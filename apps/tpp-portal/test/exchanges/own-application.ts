import { randomUUID } from 'node:crypto';
import type { Browser, RunningPortal } from '../running-portal.js';

/** An application with its clients, as if it had been registered. */
export interface OwnApplication {
  readonly browser: Browser;
  readonly id: string;
  readonly path: string;
}

/** Starts as a guest, and puts an application into the workspace that is registered at these banks. */
export async function ownApplication(
  portal: RunningPortal,
  clients: Readonly<Record<string, string>>,
): Promise<OwnApplication> {
  const browser = portal.browser();
  await browser.act('POST', '/api/guests');
  const { me } = (await browser.send('/api/me')).json<{
    me: { organisations: { id: string }[] };
  }>();
  const organisation = me.organisations[0]!.id;
  const id = randomUUID();
  const { database } = portal;
  await database.query(
    `INSERT INTO tpp_portal.application (application_id, organisation_id, name, software_id, profile,
       roles, redirect_uris, created_at, changed_at)
     VALUES ('${id}', '${organisation}', 'Pebble', '${randomUUID()}', '{}', '[]', '[]', now(), now())`,
  );
  for (const [bank, clientId] of Object.entries(clients)) {
    await database.query(
      `INSERT INTO tpp_portal.application_client (application_id, bank, client_id,
         registration_client_uri, sealed_registration_token, metadata, revision, registered_at)
       VALUES ('${id}', '${bank}', '${clientId}', 'https://bank.example', '\\x00', '{}', 1, now())`,
    );
  }
  return { browser, id, path: `/api/applications/${id}` };
}
