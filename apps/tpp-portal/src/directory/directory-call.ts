import { Inject, Injectable } from '@nestjs/common';
import { Destinations, OutgoingError, sendJson, type JsonRequest } from '@sandbank/platform';
import type { z } from 'zod';
import { PortalError } from '../portal-error.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';

/** One call of the directory, which the settings name; nothing else of its answers is believed than what is read. */
@Injectable()
export class DirectoryCall {
  private readonly destinations: Destinations;
  private readonly base: string | undefined;

  constructor(@Inject(SETTINGS) settings: PortalSettings) {
    this.base = settings.SANDBANK_DIRECTORY_URL;
    const own = this.base === undefined ? [] : [new URL(this.base).host];
    this.destinations = new Destinations({ allowedHosts: own });
  }

  /** Throws `no_directory`, `directory_unavailable`, or `directory_refused` with the directory's own words. */
  async send<T extends z.ZodType>(
    path: string,
    asking: Omit<JsonRequest, 'headers'> & { readonly token?: string | undefined },
    form: T,
  ): Promise<z.output<T>> {
    if (this.base === undefined)
      throw new PortalError('no_directory', 'This portal has no directory to register with.');
    const { token, ...request } = asking;
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await sendJson(
      `${this.base}${path}`,
      { ...request, headers },
      { destinations: this.destinations },
    ).catch((cause: unknown) => {
      if (!(cause instanceof OutgoingError)) throw cause;
      const message = 'The directory does not answer. Nothing was changed there; try again.';
      throw new PortalError('directory_unavailable', message, { cause });
    });
    if (answer.status >= 300) throw refusal(answer.status, answer.value ?? {});
    const parsed = form.safeParse(answer.value);
    if (parsed.success) return parsed.data;
    throw new PortalError(
      'directory_unavailable',
      'The directory answered something that the portal cannot read.',
      { cause: parsed.error },
    );
  }
}

function refusal(status: number, told: Readonly<Record<string, unknown>>): PortalError {
  const text = (name: string): string | undefined => {
    const value = told[name];
    return typeof value === 'string' ? value.slice(0, 500) : undefined;
  };
  const upstream = {
    status,
    error: text('error'),
    errorDescription: text('error_description'),
    interactionId: text('interaction_id'),
  };
  if (status >= 500)
    return new PortalError(
      'directory_unavailable',
      'The directory has a fault of its own. Try again.',
      { upstream },
    );
  return new PortalError('directory_refused', 'The directory refused this.', { upstream });
}
