import { clientKeysIn, publicHalf } from '../client-keys.js';
import type { Home } from '../home.js';
import type { ServiceUrls } from '../urls.js';
import type { ClientData, SandboxData } from './read-data.js';

/** A demo client with its key and its redirect URIs as they are now. */
export interface ClientRegistration {
  readonly data: ClientData;
  readonly redirectUris: readonly string[];
  readonly jwksFile: string;
  readonly publicJwks: { keys: Record<string, string>[] };
}

/** Makes missing client keys and fills in the portal's present URL. */
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
        jwksFile,
        publicJwks: publicHalf(await clientKeysIn(jwksFile)),
      };
    }),
  );
}
