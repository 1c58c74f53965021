import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import type { Check } from '../flow/hop.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';
import type { Bank } from './bank.js';
import { equal, requireAll, strings } from './checking.js';
import type { LiveClient } from './live-client.js';

const believedSeconds = 600;

/** Where the metadata of a protected resource are published (RFC 9728 3.1). */
export const resourceMetadataUrl = (resource: string): string => {
  const url = new URL(resource);
  url.pathname = `/.well-known/oauth-protected-resource${url.pathname.replace(/\/$/, '')}`;
  return url.href;
};

/**
 * Lets a token go only to an API that the issuer names (`protected_resources`) and that names the issuer
 * (`authorization_servers`): else a token of an honest bank could be fed back to it through a rogue issuer (SP-6.3).
 */
@Injectable()
export class ResourceServers {
  private readonly believedAt = new Map<string, number>();

  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: PortalSettings,
  ) {}

  /** Looked up once in ten minutes per bank. Throws `CheckFailed`, and what a failed call throws. */
  async requirePair(client: LiveClient): Promise<void> {
    const { bank, configuration, recorder } = client;
    const now = this.clock.nowSeconds();
    const since = this.believedAt.get(bank.slug);
    if (since !== undefined && now - since < believedSeconds) return;
    const checks = pairChecks(bank, {
      protectedResources: configuration.serverMetadata()['protected_resources'],
      document: await this.document(client),
    });
    await recorder.checked('resource-metadata', checks);
    requireAll(checks);
    this.believedAt.set(bank.slug, now);
  }

  private async document({ bank, recorder }: LiveClient): Promise<Document | undefined> {
    const options = {
      method: 'GET',
      headers: { accept: 'application/json' },
      body: undefined,
      redirect: 'manual' as const,
      signal: AbortSignal.timeout(this.settings.SANDBANK_BANK_TIMEOUT_SECONDS * 1000),
    };
    const response = await recorder.fetch(resourceMetadataUrl(bank.resource), options);
    const value: unknown = await response.json().catch(() => undefined);
    const isDocument = response.status === 200 && typeof value === 'object' && value !== null;
    return isDocument ? value : undefined;
  }
}

interface Document {
  readonly resource?: unknown;
  readonly authorization_servers?: unknown;
}

/** What both sides published; with `settings` silence is enough, a contradiction never is. */
export function pairChecks(
  bank: Bank,
  published: { protectedResources: unknown; document: Document | undefined },
): Check[] {
  const { protectedResources, document } = published;
  const silenceIsEnough = bank.resourcePairing === 'settings';
  const names = (clause: string, what: string, list: unknown, value: string): Check => ({
    clause,
    what,
    passed: list === undefined ? silenceIsEnough : strings(list).includes(value),
    expected: value,
    received: JSON.stringify(list ?? null),
  });
  return [
    names('RFC 9728 4', 'the issuer names this API', protectedResources, bank.resource),
    names('RFC 9728 2', 'the API trusts this issuer', document?.authorization_servers, bank.issuer),
    ...(document === undefined
      ? []
      : [
          equal(
            'RFC 9728 3.3',
            'the metadata are those of this API',
            bank.resource,
            document.resource,
          ),
        ]),
  ];
}
