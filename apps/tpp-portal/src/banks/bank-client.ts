import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import * as openid from 'openid-client';
import type { FlowRecorder } from '../flow/flow-recorder.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';
import type { Bank } from './bank.js';
import { requireAll } from './checking.js';
import { endpoint, metadataChecks } from './metadata-checks.js';

const metadataSeconds = 600;
// Below this the time that the answer travelled explains the difference.
const soundSeconds = 5;

type Metadata = Readonly<openid.ServerMetadata>;

interface Known {
  readonly metadata: Metadata;
  readonly readAt: number;
  /** How far the issuer's clock is ahead, where ours or the issuer's is wrong (SP-5.3.3.1 note 1). */
  readonly skewSeconds: number;
}

/** Configures openid-client for one flow at one bank; every request runs through the flow's recorder. */
@Injectable()
export class BankClient {
  private readonly known = new Map<string, Known>();

  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: PortalSettings,
  ) {}

  /** Reads the issuer's metadata anew and checks it. Throws `CheckFailed` and what openid-client throws. */
  async discover(bank: Bank, recorder: FlowRecorder): Promise<openid.Configuration> {
    const metadata = await this.read(bank, recorder);
    const checks = metadataChecks(bank, metadata);
    await recorder.checked('discovery', checks);
    requireAll(checks);
    const skew = recorder.serverAheadSeconds;
    const known = {
      metadata,
      readAt: this.clock.nowSeconds(),
      skewSeconds: Math.abs(skew) > soundSeconds ? skew : 0,
    };
    this.known.set(bank.slug, known);
    return this.configurationOf(bank, known, recorder);
  }

  /** The same with metadata that this process has read within the last ten minutes. */
  async configure(bank: Bank, recorder: FlowRecorder): Promise<openid.Configuration> {
    const known = this.known.get(bank.slug);
    const fresh = known !== undefined && this.clock.nowSeconds() - known.readAt < metadataSeconds;
    return fresh ? this.configurationOf(bank, known, recorder) : this.discover(bank, recorder);
  }

  private async read(bank: Bank, recorder: FlowRecorder): Promise<Metadata> {
    // Both places hold the same document; a server without OpenID Connect may have the second alone (RFC 8414 3).
    const at = async (algorithm: 'oidc' | 'oauth2'): Promise<Metadata> => {
      const found = await openid.discovery(
        new URL(bank.issuer),
        bank.clientId,
        undefined,
        openid.None(),
        {
          algorithm,
          timeout: this.settings.SANDBANK_BANK_TIMEOUT_SECONDS,
          [openid.customFetch]: recorder.fetch,
        },
      );
      return found.serverMetadata();
    };
    try {
      return await at('oidc');
    } catch (thrown) {
      if (!isNotFound(thrown)) throw thrown;
      return at('oauth2');
    }
  }

  private configurationOf(
    bank: Bank,
    { metadata, skewSeconds }: Known,
    recorder: FlowRecorder,
  ): openid.Configuration {
    const configuration = new openid.Configuration(
      metadata,
      bank.clientId,
      {
        token_endpoint_auth_method: bank.authentication.method,
        id_token_signed_response_alg: bank.idTokenAlgorithm,
        use_mtls_endpoint_aliases: bank.usesMutualTls,
        [openid.clockSkew]: skewSeconds,
      },
      authenticationOf(bank),
    );
    configuration.timeout = this.settings.SANDBANK_BANK_TIMEOUT_SECONDS;
    configuration[openid.customFetch] = recorder.fetch;
    // The ID token's signature is verified too, although it came over TLS (SP-5.4.1-1.1).
    openid.enableNonRepudiationChecks(configuration);
    const at = (name: string): string | undefined => {
      const url = endpoint(bank, metadata, name);
      return typeof url === 'string' ? url : undefined;
    };
    recorder.skewSeconds = skewSeconds;
    recorder.endpoints = {
      pushedAuthorizationRequest: at('pushed_authorization_request_endpoint'),
      token: at('token_endpoint'),
      userinfo: at('userinfo_endpoint'),
      revocation: at('revocation_endpoint'),
      jwks: metadata.jwks_uri,
    };
    return configuration;
  }
}

const isNotFound = (thrown: unknown): boolean =>
  thrown instanceof openid.ClientError &&
  (thrown.cause as { status?: unknown } | undefined)?.status === 404;

function authenticationOf({ authentication }: Bank): openid.ClientAuth {
  if (authentication.method !== 'private_key_jwt') return openid.TlsClientAuth();
  return openid.PrivateKeyJwt(authentication.key, {
    [openid.modifyAssertion]: (header, payload) => {
      // A type of its own keeps an assertion from being taken for another JWT (RFC 8725 3.11).
      header.typ = 'client-authentication+jwt';
      header.alg = authentication.algorithm;
      // One name for the audience, and that is the issuer (SP-5.3.3.1-5).
      payload.aud = issuerOf(payload.aud);
    },
  });
}

const issuerOf = (audience: unknown): string => {
  if (typeof audience === 'string') return audience;
  throw new TypeError('the audience of a client assertion is one string');
};
