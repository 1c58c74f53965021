import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { PortalError } from '../portal-error.js';
import type { ExchangeTail } from './exchange-tail.js';

const streamsPerMemberMax = 4;
const streamsMax = 200;
const lookEveryMilliseconds = 700;

/** DI token of how often a stream looks for what is new. */
export const LOG_STREAM_PACE = Symbol('LOG_STREAM_PACE');

/** In looks: a proxy that hears nothing closes. */
const heartbeatEvery = 20;
/** In looks: whether the reader may still read. */
const permissionEvery = 5;
/** In looks, about ten minutes: the browser then comes again and is let in again. */
const looksMax = 850;

/** A reader of a live log. */
export interface LogReader {
  readonly personId: string;
  /** Whether they are still signed in and still of the application. */
  readonly mayRead: () => Promise<boolean>;
  /** Aborted when the connection closes. */
  readonly gone: AbortSignal;
}

const tooMany = (words: string): PortalError => new PortalError('limit_reached', words);

/** The live logs that are open, so many per member at most, as events of a stream (HTML Living Standard 9.2). */
@Injectable()
export class LogStreams {
  private readonly open = new Map<string, number>();

  constructor(
    @Inject(LOG_STREAM_PACE) private readonly pace: { readonly lookEveryMilliseconds: number },
  ) {}

  /** Begins a stream; it ends with the connection, with the permission, or after ten minutes. Throws `limit_reached`. */
  begin(reader: LogReader, tail: ExchangeTail): AsyncGenerator<string> {
    const own = this.open.get(reader.personId) ?? 0;
    const all = [...this.open.values()].reduce((sum, count) => sum + count, 0);
    if (own >= streamsPerMemberMax)
      throw tooMany(
        `Only ${streamsPerMemberMax} live logs may be open at once. Close another one.`,
      );
    if (all >= streamsMax)
      throw tooMany(
        'So many live logs are open that no other fits in now. Try again in a few minutes.',
      );
    this.open.set(reader.personId, own + 1);
    // The place is given back whether anything is ever read of the stream or not, and whoever has gone before takes none.
    if (reader.gone.aborted) this.leave(reader.personId);
    else reader.gone.addEventListener('abort', () => this.leave(reader.personId), { once: true });
    return this.events(reader, tail);
  }

  private leave(personId: string): void {
    const left = (this.open.get(personId) ?? 1) - 1;
    if (left > 0) this.open.set(personId, left);
    else this.open.delete(personId);
  }

  private async *events({ mayRead, gone }: LogReader, tail: ExchangeTail): AsyncGenerator<string> {
    yield 'retry: 2000\n\n';
    let silent = '';
    for (let look = 1; look <= looksMax && !gone.aborted; look += 1) {
      if (look % permissionEvery === 0 && !(await mayRead())) {
        yield 'event: end\ndata: {}\n\n';
        return;
      }
      const told = await tail.look();
      for (const exchange of told.exchanges) {
        yield `id: ${exchange.id}\ndata: ${JSON.stringify(exchange)}\n\n`;
      }
      const nowSilent = JSON.stringify(told.silent);
      if (nowSilent !== silent) yield `event: silent\ndata: ${nowSilent}\n\n`;
      silent = nowSilent;
      if (look % heartbeatEvery === 0) yield ': still here\n\n';
      await delay(this.pace.lookEveryMilliseconds, undefined, { signal: gone }).catch(() => {});
    }
  }
}

export const logStreamPace = { provide: LOG_STREAM_PACE, useValue: { lookEveryMilliseconds } };
