import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { interactionIdHeader } from '@sandbank/platform';
import { z } from 'zod';
import { tlsFetch } from '../banks/tls-fetch.js';
import { readBounded } from '../flow/bounded-body.js';
import { PortalError } from '../portal-error.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';

const bytesMax = 16 * 1024 * 1024;
const exportMillisecondsMax = 15 * 60_000;

/** One call: under whose interaction id, and what is sent and expected. */
export interface Order<T extends z.ZodType> {
  readonly interactionId: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: object;
  readonly answer: T;
}

const refusal = z.object({
  error: z.string().max(200).optional().catch(undefined),
  error_description: z.string().max(2000).optional().catch(undefined),
  interaction_id: z.string().max(100).optional().catch(undefined),
});

/** The way to the control API, with the operator's token, which never leaves this process otherwise. */
@Injectable()
export class ControlClient implements OnApplicationShutdown {
  private readonly fetch = tlsFetch({});

  constructor(@Inject(SETTINGS) private readonly settings: PortalSettings) {}

  onApplicationShutdown(): void {
    this.fetch.close();
  }

  /** Throws `control_unavailable`, or `control_refused` with the server's own words. */
  async send<T extends z.ZodType>(
    path: readonly string[],
    { answer: form, ...order }: Order<T>,
  ): Promise<z.output<T>> {
    const { SANDBANK_BANK_TIMEOUT_SECONDS: seconds } = this.settings;
    const response = await this.ask(path, order, AbortSignal.timeout(seconds * 1000));
    const parsed = form.safeParse(jsonOf(await textOf(response)));
    if (parsed.success) return parsed.data;
    throw unavailable('The control API answered something that cannot be read.', parsed.error);
  }

  /** The governance record of a bank, as it arrives. Throws as `send` does. */
  async record(bank: string, interactionId: string): Promise<Readable> {
    const signal = AbortSignal.timeout(exportMillisecondsMax);
    const { body } = await this.ask([bank, 'record'], { interactionId }, signal);
    if (body === null) throw unavailable('The control API sent nothing.');
    return Readable.fromWeb(body as ReadableStream);
  }

  private async ask(
    path: readonly string[],
    { interactionId, method = 'GET', body }: Omit<Order<z.ZodType>, 'answer'>,
    signal: AbortSignal,
  ): Promise<Response> {
    const { SANDBANK_CONTROL_URL: base, SANDBANK_OPERATOR_TOKEN_FILE: token } = this.settings;
    if (base === undefined || token === undefined) {
      throw unavailable('This portal was not told where the control API is.');
    }
    const url = new URL(`/banks/${path.map(encodeURIComponent).join('/')}`, base).href;
    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${token}`,
      [interactionIdHeader]: interactionId,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const response = await this.fetch(url, { method, headers, body: sent, signal }).catch(
      (cause: unknown) => {
        throw unavailable(
          'The control API does not answer. Nothing is known to have changed.',
          cause,
        );
      },
    );
    if (response.ok) return response;
    const told = refusal.safeParse(jsonOf(await textOf(response)));
    const upstream = {
      status: response.status,
      error: told.data?.error,
      errorDescription: told.data?.error_description,
      interactionId: told.data?.interaction_id,
    };
    if (response.status >= 500 || response.status === 401) {
      throw unavailable('The control API does not do what it is asked.');
    }
    const code = response.status === 404 ? 'unknown_here' : 'control_refused';
    throw new PortalError(code, 'The authorization server refused this.', { upstream });
  }
}

const textOf = (response: Response): Promise<string> =>
  readBounded(response, bytesMax).catch((cause: unknown) => {
    throw unavailable('The control API’s answer broke off.', cause);
  });

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const unavailable = (message: string, cause?: unknown): PortalError =>
  new PortalError('control_unavailable', message, { cause });
