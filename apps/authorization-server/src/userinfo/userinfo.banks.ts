import { Inject, Injectable, NotFoundException } from '@nestjs/common';
import type { JwkSet } from '@sandbank/crypto';
import type { ServerSettings } from '@sandbank/platform';
import {
  ResourceBanks,
  type IssuerKeySource,
  type ProtectedResourceOptions,
  type ResourceBank,
} from '@sandbank/protected-resource';
import { AccessRecords } from '../audit/access-records.js';
import { keyFor } from '../config.js';
import type { Issuer } from '../issuer/issuer.js';
import { IssuerRegistry } from '../issuer/issuer.registry.js';
import { userInfoPath, userInfoScopes } from './userinfo-resource.js';

/** The banks of this server, as those whose resources it holds. */
@Injectable()
export class IssuersAsBanks extends ResourceBanks {
  constructor(@Inject(IssuerRegistry) private readonly issuers: IssuerRegistry) {
    super();
  }

  async find(slug: string): Promise<ResourceBank | undefined> {
    const issuer = await this.issuers.get(slug).catch((error: unknown) => {
      if (error instanceof NotFoundException) return undefined;
      throw error;
    });
    if (issuer === undefined) return undefined;
    const { name, url, profile } = issuer;
    return { slug, name, issuer: url, profile, audiences: this.audiencesOf(issuer) };
  }

  /** Further names under which tokens may be meant for the resource. */
  protected audiencesOf(_issuer: Issuer): readonly string[] {
    return [];
  }
}

/** The banks, as those whose customers UserInfo tells about. */
@Injectable()
export class UserInfoBanks extends IssuersAsBanks {
  /** A token for the bank's API is one for the bank: scope openid decides what it opens here. */
  protected override audiencesOf({ resourceBase }: Issuer): readonly string[] {
    return [resourceBase];
  }
}

/** This server's own keys: it need not ask itself over HTTP. */
@Injectable()
export class OwnKeys implements IssuerKeySource {
  constructor(@Inject(IssuerRegistry) private readonly issuers: IssuerRegistry) {}

  async keysOf(issuer: string): Promise<JwkSet> {
    const { publicKeys } = await this.issuers.get(issuer.slice(issuer.lastIndexOf('/') + 1));
    return { keys: [...publicKeys] };
  }
}

/** UserInfo as a protected resource of the authorization server; its nonces are those of the token endpoint. */
export function userInfoOptions(settings: ServerSettings): ProtectedResourceOptions {
  return {
    baseUrl: settings.SANDBANK_AUTHORIZATION_SERVER_URL,
    mutualTlsUrl: settings.SANDBANK_AUTHORIZATION_SERVER_MTLS_URL,
    apiPath: userInfoPath,
    nonceKey: keyFor(settings, 'dpop-nonce'),
    scopes: userInfoScopes,
    authorizationDetailsTypes: [],
    banks: UserInfoBanks,
    issuerKeys: OwnKeys,
    denials: AccessRecords,
  };
}
