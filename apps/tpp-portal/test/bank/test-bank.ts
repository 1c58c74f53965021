import type { TestClock, TestTls } from '@sandbank/testing';
import { authorizationServer } from './authorization-server.js';
import type { RegisteredClient } from './client-checks.js';
import { listen, type Received } from './https-listener.js';
import { Ledger, opaque } from './ledger.js';
import type { Manners } from './manners.js';
import { resourceServer } from './resource-server.js';

export { clientId } from './client-checks.js';
export type { Manners } from './manners.js';

/** A bank of the specs' own: authorization server and API on two origins, each with nonces of its own. */
export interface TestBank {
  readonly issuer: string;
  readonly resourceBase: string;
  /** Where clients with a certificate call the API. */
  readonly mutualTlsResourceBase: string;
  manners: Manners;
  /** Every request, in order. */
  readonly requests: Received[];
  /** Everything secret that the bank handed out. */
  readonly secrets: string[];
  readonly revokedTokens: string[];
  /** How many access tokens it has issued. */
  readonly tokensIssued: number;
  requestsTo(path: string): Received[];
  /** What the customer's browser would bring back, had they allowed it. */
  allow(authorizationUrl: string, change?: Readonly<Record<string, string | undefined>>): URL;
  stop(): Promise<void>;
}

export interface TestBankParts {
  readonly tls: TestTls;
  readonly clock: TestClock;
  readonly client: RegisteredClient;
  /** The last part of the issuer. */
  readonly name?: string;
  /** An API that is not the bank's own: its base and its listener are elsewhere. */
  readonly foreignApi?: string;
}

export async function startTestBank(parts: TestBankParts): Promise<TestBank> {
  const { tls, clock, client, name = 'harbour', foreignApi } = parts;
  const ledger = await Ledger.open(clock);
  const issuer = (): string => `${as.url}/${name}`;
  const resource = (): string => foreignApi ?? `${rs.url}/${name}/open-banking/v4.0`;
  const metadata = () => metadataOf(issuer(), `${asWithCertificates.url}/${name}`, resource());
  const atAs = authorizationServer({ ledger, client, issuer, resource, metadata });
  const atRs = resourceServer({ ledger, client, issuer, resource });
  const now = (): Date => ledger.now();
  const as = await listen(tls, atAs, now);
  const asWithCertificates = await listen(tls, atAs, now, true);
  const rs = await listen(tls, atRs, now);
  const rsWithCertificates = await listen(tls, atRs, now, true);

  const allow: TestBank['allow'] = (authorizationUrl, change = {}) => {
    const asked = new URL(authorizationUrl).searchParams.get('request_uri') ?? '';
    const request = ledger.pushed.get(asked);
    if (request === undefined) throw new Error('nothing was pushed under this request_uri');
    const code = opaque();
    ledger.secrets.push(code);
    ledger.codes.set(code, request);
    const back = new URL(String(request.params.get('redirect_uri')));
    const answer = { code, state: request.params.get('state'), iss: issuer(), ...change };
    for (const [parameter, value] of Object.entries(answer)) {
      if (typeof value === 'string') back.searchParams.set(parameter, value);
    }
    return back;
  };

  return {
    issuer: issuer(),
    resourceBase: resource(),
    mutualTlsResourceBase: `${rsWithCertificates.url}/${name}/open-banking/v4.0`,
    get manners() {
      return ledger.manners;
    },
    set manners(manners: Manners) {
      ledger.manners = manners;
    },
    requests: ledger.requests,
    secrets: ledger.secrets,
    revokedTokens: ledger.revokedTokens,
    get tokensIssued() {
      return ledger.issuedTokens.length;
    },
    requestsTo: (path) => ledger.requests.filter(({ url }) => url.pathname.endsWith(path)),
    allow,
    stop: async () => {
      for (const listener of [as, asWithCertificates, rs, rsWithCertificates])
        await listener.stop();
    },
  };
}

const metadataOf = (
  issuer: string,
  mutualTls: string,
  resource: string,
): Record<string, unknown> => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  pushed_authorization_request_endpoint: `${issuer}/par`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  revocation_endpoint: `${issuer}/revoke`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  authorization_response_iss_parameter_supported: true,
  code_challenge_methods_supported: ['S256'],
  dpop_signing_alg_values_supported: ['ES256'],
  id_token_signing_alg_values_supported: ['ES256'],
  tls_client_certificate_bound_access_tokens: true,
  protected_resources: [resource],
  mtls_endpoint_aliases: {
    pushed_authorization_request_endpoint: `${mutualTls}/par`,
    token_endpoint: `${mutualTls}/token`,
    userinfo_endpoint: `${mutualTls}/userinfo`,
    revocation_endpoint: `${mutualTls}/revoke`,
  },
});
