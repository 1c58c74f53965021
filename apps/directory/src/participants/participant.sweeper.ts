import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { fetchJson, LOGGER, Sweeper, type Logger } from '@sandbank/platform';
import { z } from 'zod';
import { SETTINGS, type DirectorySettings } from '../config.js';
import { discoveryOf, Participants } from './participants.js';

const everySeconds = 20;
/** At first a bank may still be starting beside the directory. */
const firstLooksMilliseconds = [0, 2000, 5000, 10_000];

const address = z.url({ protocol: /^https$/ }).max(2000);
const discovery = z.object({
  issuer: z.string(),
  jwks_uri: address,
  registration_endpoint: address.optional(),
});

/** Looks at each bank's discovery document: whether it answers, and where its keys and its registration are. */
@Injectable()
export class ParticipantSweeper extends Sweeper implements OnApplicationBootstrap {
  private readonly first: NodeJS.Timeout[] = [];

  constructor(
    @Inject(Participants) private readonly participants: Participants,
    @Inject(SETTINGS) private readonly settings: DirectorySettings,
    @Inject(LOGGER) logger: Logger,
  ) {
    super('participants', everySeconds, logger);
  }

  onApplicationBootstrap(): void {
    for (const delay of firstLooksMilliseconds)
      this.first.push(setTimeout(() => void this.sweep(), delay).unref());
  }

  override onApplicationShutdown(): void {
    for (const timer of this.first) clearTimeout(timer);
    super.onApplicationShutdown();
  }

  protected async clean(): Promise<void> {
    const banks = await this.participants.all();
    await Promise.all(banks.map(({ issuer }) => this.look(issuer)));
  }

  private async look(issuer: string): Promise<void> {
    const found = await this.read(issuer);
    if (found === undefined) await this.participants.noteSilence(issuer);
    else await this.participants.noteAnswer(issuer, found.jwks_uri, found.registration_endpoint);
  }

  /** Undefined for a bank that does not answer, or answers for another (RFC 8414 3.3). */
  private async read(issuer: string): Promise<z.output<typeof discovery> | undefined> {
    try {
      const certificateAuthority = this.settings.SANDBANK_CA_FILE;
      const { value } = await fetchJson(discoveryOf(issuer), { certificateAuthority });
      const parsed = discovery.safeParse(value);
      return parsed.success && parsed.data.issuer === issuer ? parsed.data : undefined;
    } catch {
      return undefined;
    }
  }
}
