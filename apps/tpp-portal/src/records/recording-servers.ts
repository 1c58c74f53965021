import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { z } from 'zod';
import { tlsFetch } from '../banks/tls-fetch.js';
import { readBounded } from '../flow/bounded-body.js';
import { PortalError } from '../portal-error.js';
import { SETTINGS, type PortalSettings } from '../portal-settings.js';
import { askAll } from './ask-all.js';
import { recordingServers, type RecordingServer } from './recorded.js';

const bytesMax = 8 * 1024 * 1024;

/** A question to one server: the parts of its path below `/records`, and a query whose absent members are left out. */
export interface Question<T extends z.ZodType> {
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly method?: 'GET' | 'POST';
  readonly body?: object;
  readonly answer: T;
}

/** A server that did not answer, in words for people. */
export interface SilentServer {
  readonly server: RecordingServer;
  readonly message: string;
}

/** What was answered, by whom, and who kept silent. */
export interface Answers<T> {
  readonly answers: readonly { readonly server: RecordingServer; readonly answer: T }[];
  readonly silent: readonly SilentServer[];
}

const names: Readonly<Record<RecordingServer, string>> = {
  'authorization-server': 'authorization server',
  'resource-server': 'resource server',
};

/** The way to what the authorization server and the resource server recorded, with the portal's token. */
@Injectable()
export class RecordingServers implements OnApplicationShutdown {
  private readonly send = tlsFetch({});
  private readonly origins: Readonly<Record<RecordingServer, string>>;

  constructor(@Inject(SETTINGS) private readonly settings: PortalSettings) {
    this.origins = {
      'authorization-server': settings.SANDBANK_AUTHORIZATION_SERVER_URL,
      'resource-server': settings.SANDBANK_RESOURCE_SERVER_URL,
    };
  }

  onApplicationShutdown(): void {
    this.send.close();
  }

  /** Throws `records_unavailable`, `not_recorded` where the server knows nothing of it, `bank_refused`. */
  async ask<T extends z.ZodType>(
    server: RecordingServer,
    question: Question<T>,
  ): Promise<z.output<T>> {
    const token = this.settings.SANDBANK_RECORDS_TOKEN_FILE;
    if (token === undefined) throw unavailable('This portal has no access to the banks’ records.');
    const { method = 'GET', body } = question;
    let answered: { response: Response; text: string };
    try {
      const response = await this.send(this.url(server, question), {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
        },
        ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
        signal: AbortSignal.timeout(this.settings.SANDBANK_BANK_TIMEOUT_SECONDS * 1000),
      });
      answered = { response, text: await readBounded(response, bytesMax) };
    } catch (cause) {
      throw unavailable(`The ${names[server]} does not answer.`, cause);
    }
    return read(server, answered, question.answer);
  }

  /** Asks both servers; a silent one is named beside the other's answer. Throws where both are silent. */
  async askBoth<T extends z.ZodType>(question: Question<T>): Promise<Answers<z.output<T>>> {
    const { told, silent } = await askAll(recordingServers, (server) => this.ask(server, question));
    return {
      answers: told.map(({ by: server, answer }) => ({ server, answer })),
      silent: silent.map(({ by: server, error }) => ({ server, message: error.message })),
    };
  }

  private url(server: RecordingServer, { path, query = {} }: Question<z.ZodType>): string {
    const url = new URL(`/records/${path.map(encodeURIComponent).join('/')}`, this.origins[server]);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    return url.href;
  }
}

function read<T extends z.ZodType>(
  server: RecordingServer,
  { response, text }: { response: Response; text: string },
  answer: T,
): z.output<T> {
  const value = jsonOf(text);
  if (response.ok) {
    const parsed = answer.safeParse(value);
    if (parsed.success) return parsed.data;
    throw unavailable(
      `The ${names[server]} tells its records in a way that cannot be read.`,
      parsed.error,
    );
  }
  if (response.status === 404) {
    throw new PortalError('not_recorded', `The ${names[server]} has no record of this.`);
  }
  const { error, error_description: errorDescription } = (value ?? {}) as Partial<
    Record<'error' | 'error_description', string>
  >;
  const upstream = { status: response.status, error, errorDescription };
  if (response.status >= 400 && response.status < 500 && response.status !== 401) {
    throw new PortalError('bank_refused', `The ${names[server]} refused this.`, { upstream });
  }
  throw unavailable(`The ${names[server]} does not tell its records.`);
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text === '' ? 'null' : text) as unknown;
  } catch {
    return undefined;
  }
};

const unavailable = (message: string, cause?: unknown): PortalError =>
  new PortalError('records_unavailable', message, { cause });
