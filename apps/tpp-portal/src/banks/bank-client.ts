import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import * as openid from 'openid-client';
import type { FlowRecorder } from '../flow/flow-recorder.js';
import type { Check } from '../flow/hop.js';
import type { Bank } from './bank-registry.js';

const timeoutSeconds = 10;
const metadataSeconds = 600;

/** What a metadata document must promise before the demo app talks to its issuer. */
export const metadataChecks = (bank: Bank, metadata: openid.ServerMetadata): Check[] => [
  {
    clause: 'SP-5.3.3.1-11',
    what: 'the issuer is the one that was configured',
    passed: metadata.issuer === bank.issuer,
    expected: bank.issuer,
    received: metadata.issuer,
  },
  {
    clause: 'SP-5.3.3.2-2',
    what: 'requests can be pushed',
    passed: metadata.pushed_authorization_request_endpoint !== undefined,
  },
  {
    clause: 'RFC 9207 2.4',
    what: 'every authorization response will name its issuer',
    passed: metadata.authorization_response_iss_parameter_supported === true,
  },
  {
    clause: 'SP-5.3.3.2-3',
    what: 'PKCE with S256 is supported',
    passed: metadata.code_challenge_methods_supported?.includes('S256') === true,
  },
  {
    clause: 'SP-5.3.3.1-1',
    what: 'DPoP proofs with ES256 are accepted',
    passed: strings(metadata['dpop_signing_alg_values_supported']).includes('ES256'),
  },
];

const strings = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Thrown when an issuer's metadata or answer fails a check of the client. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';

  constructor(readonly check: Check) {
    super(`${check.what} (${check.clause})`);
  }
}

/** Throws `CheckFailed` for the first check that did not pass. */
export const requireAll = (checks: readonly Check[]): void => {
  const failed = checks.find((check) => !check.passed);
  if (failed !== undefined) throw new CheckFailed(failed);
};

/** Configures openid-client for one flow at one bank; every request runs through the flow's recorder. */
@Injectable()
export class BankClient {
  private readonly known = new Map<string, { metadata: openid.ServerMetadata; readAt: number }>();

  constructor(@Inject(Clock) private readonly clock: Clock) {}

  /** Reads the issuer's metadata anew and checks it. Throws `CheckFailed` and what openid-client throws. */
  async discover(bank: Bank, recorder: FlowRecorder): Promise<openid.Configuration> {
    const found = await openid.discovery(
      new URL(bank.issuer),
      bank.clientId,
      undefined,
      undefined,
      {
        timeout: timeoutSeconds,
        [openid.customFetch]: recorder.fetch,
      },
    );
    const metadata = found.serverMetadata();
    const checks = metadataChecks(bank, metadata);
    await recorder.checked('discovery', checks);
    requireAll(checks);
    this.known.set(bank.slug, { metadata, readAt: this.clock.nowSeconds() });
    return configurationOf(bank, metadata, recorder);
  }

  /** The same with metadata that this process has read within the last ten minutes. */
  async configure(bank: Bank, recorder: FlowRecorder): Promise<openid.Configuration> {
    const known = this.known.get(bank.slug);
    const fresh = known !== undefined && this.clock.nowSeconds() - known.readAt < metadataSeconds;
    return fresh ? configurationOf(bank, known.metadata, recorder) : this.discover(bank, recorder);
  }
}

function configurationOf(
  bank: Bank,
  metadata: openid.ServerMetadata,
  recorder: FlowRecorder,
): openid.Configuration {
  const configuration = new openid.Configuration(
    metadata,
    bank.clientId,
    {
      dpop_bound_access_tokens: true,
      token_endpoint_auth_method: 'private_key_jwt',
      id_token_signed_response_alg: 'ES256',
    },
    openid.PrivateKeyJwt(bank.clientKey),
  );
  configuration.timeout = timeoutSeconds;
  configuration[openid.customFetch] = recorder.fetch;
  // The ID token's signature is verified too, although it came over TLS (SP-5.4.1-1.1).
  openid.enableNonRepudiationChecks(configuration);
  recorder.endpoints = {
    pushedAuthorizationRequest: metadata.pushed_authorization_request_endpoint,
    token: metadata.token_endpoint,
    jwks: metadata.jwks_uri,
  };
  return configuration;
}
