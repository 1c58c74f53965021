import { Inject, Injectable } from '@nestjs/common';
import { parseJwkSet, type JwkSet } from '@sandbank/crypto';
import { temporarilyUnavailable } from '@sandbank/oauth';
import {
  Clock,
  fetchJson,
  LOGGER,
  OutgoingError,
  RemoteDocuments,
  type Logger,
  type ServerSettings,
} from '@sandbank/platform';
import { clientKeyLimits } from '../client/client-keys.js';
import { SETTINGS } from '../config.js';

/** The keys with which the directory signs, remembered in this process. */
@Injectable()
export class DirectoryKeys {
  private readonly documents: RemoteDocuments<JwkSet>;

  constructor(
    @Inject(Clock) clock: Clock,
    @Inject(SETTINGS) { SANDBANK_CA_FILE: certificateAuthority }: ServerSettings,
    @Inject(LOGGER) logger: Logger,
  ) {
    const fetch = (url: string) => fetchJson(url, { certificateAuthority });
    const onFailure = (error: OutgoingError) =>
      logger.warn({ reason: error.code }, 'the keys of the directory cannot be fetched');
    const source = { fetch, read: parseJwkSet, onFailure };
    this.documents = new RemoteDocuments(source, { ...clientKeyLimits, documentsMax: 4 }, clock);
  }

  /**
   * The keys of the directory at this base URL, fetched anew when the one that is named is not among them.
   * @throws `temporarily_unavailable` when they are not to be had.
   */
  async of(directory: string, kid: string | undefined): Promise<JwkSet> {
    const names = ({ keys }: JwkSet): boolean => keys.some((key) => key.kid === kid);
    try {
      return await this.documents.get(
        `${directory}/jwks`,
        (known) => kid === undefined || names(known),
      );
    } catch (cause) {
      if (!(cause instanceof OutgoingError)) throw cause;
      throw temporarilyUnavailable('the directory cannot be asked; try again shortly', {
        cause,
        headers: { 'retry-after': '5' },
      });
    }
  }
}
