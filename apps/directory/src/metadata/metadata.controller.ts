import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Clock } from '@sandbank/platform';
import { ForEveryone } from '../access/access.decorator.js';
import { SETTINGS, type DirectorySettings } from '../config.js';
import { SigningKeys } from '../keys/signing-keys.js';
import { Participants } from '../participants/participants.js';
import { directoryMetadata } from './directory-metadata.js';

const signedSeconds = 24 * 3600;

/** What the directory says of itself and of the banks, plain and signed. */
@Controller()
@ForEveryone()
export class MetadataController {
  constructor(
    @Inject(SigningKeys) private readonly keys: SigningKeys,
    @Inject(Participants) private readonly participants: Participants,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: DirectorySettings,
  ) {}

  @Get('.well-known/sandbank-directory')
  @Header('cache-control', 'public, max-age=60')
  async metadata(): Promise<object> {
    const metadata = directoryMetadata(this.settings.SANDBANK_DIRECTORY_URL);
    const signed = await this.signed('directory-metadata+jwt', metadata);
    return { ...metadata, signed_metadata: signed };
  }

  @Get('jwks')
  @Header('content-type', 'application/jwk-set+json')
  @Header('cache-control', 'public, max-age=60')
  async jwks(): Promise<object> {
    return { keys: await this.keys.published() };
  }

  @Get('participants')
  @Header('cache-control', 'public, max-age=10')
  async list(): Promise<object> {
    return { participants: await this.participants.published() };
  }

  @Get('participants/signed')
  @Header('content-type', 'application/jwt')
  @Header('cache-control', 'public, max-age=10')
  async signedList(): Promise<string> {
    const participants = await this.participants.published();
    return this.signed('participants+jwt', { participants });
  }

  private signed(typ: string, claims: Record<string, unknown>): Promise<string> {
    const iat = this.clock.nowSeconds();
    const { SANDBANK_DIRECTORY_URL: iss } = this.settings;
    return this.keys.sign({ typ }, { ...claims, iss, iat, exp: iat + signedSeconds });
  }
}
