import { clientKeysIn, publicHalf } from '../client-keys.js';
import type { Home } from '../home.js';
import { resourceBaseOf, type ServiceUrls } from '../urls.js';
import type { ClientData, SandboxData } from './read-data.js';

/** A demo client with its key and its redirect URIs as they are now. */
export interface ClientRegistration {
  readonly data: ClientData;
  readonly redirectUris: readonly string[];
  /** The API for which the client introspects tokens; undefined for an app. */
  readonly resource: string | undefined;
  readonly jwksFile: string;
  readonly publicJwks: { keys: Record<string, string>[] };
}

/** Makes missing client keys and fills in the present URLs of portal and APIs. */
export function registerClients(
  home: Home,
  data: SandboxData,
  urls: ServiceUrls,
): Promise<ClientRegistration[]> {
  return Promise.all(
    data.clients.map(async (client) => {
      const jwksFile = home.clientKeys(client.client_id);
      return {
        data: client,
        redirectUris: client.redirect_uris.map((uri) => uri.replace('{portal}', urls.tppPortal)),
        resource: client.resource?.replace('{resource}', resourceBaseOf(urls, client.bank)),
        jwksFile,
        publicJwks: publicHalf(await clientKeysIn(jwksFile)),
      };
    }),
  );
}
