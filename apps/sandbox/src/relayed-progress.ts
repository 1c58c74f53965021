import { z } from 'zod';
import type { Progress } from './progress.js';

/** What a sandbox in the background tells the terminal that started it. */
export const newsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('begin'), id: z.number(), title: z.string() }),
  z.object({ kind: z.literal('end'), id: z.number(), ok: z.boolean() }),
  z.object({ kind: z.literal('note'), line: z.string() }),
  z.object({ kind: z.literal('ready'), summary: z.string() }),
]);

export type News = z.output<typeof newsSchema>;

/** Progress for the far end of a channel. */
export function relayedProgress(send: (news: News) => void): Progress {
  let lastId = 0;
  return {
    note: (line) => send({ kind: 'note', line }),
    async step(title, work) {
      const id = (lastId += 1);
      send({ kind: 'begin', id, title });
      try {
        const result = await work();
        send({ kind: 'end', id, ok: true });
        return result;
      } catch (error) {
        send({ kind: 'end', id, ok: false });
        throw error;
      }
    },
  };
}

/** Shows at this end what is told at the far one; the function it returns takes one piece of news. */
export function replayOn(progress: Progress): (news: News) => void {
  const steps = new Map<number, ReturnType<typeof Promise.withResolvers<undefined>>>();
  return (news) => {
    if (news.kind === 'note') progress.note(news.line);
    if (news.kind === 'ready') progress.note(news.summary);
    if (news.kind === 'begin') {
      const step = Promise.withResolvers<undefined>();
      steps.set(news.id, step);
      progress.step(news.title, () => step.promise).catch(() => undefined);
    }
    if (news.kind === 'end') {
      const step = steps.get(news.id);
      if (news.ok) step?.resolve(undefined);
      else step?.reject(new Error('the step failed'));
    }
  };
}
