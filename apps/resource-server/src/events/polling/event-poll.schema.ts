import { z } from 'zod';

/** The most events in one answer; who asks for more gets so many, and hears that there are more. */
export const eventsMax = 100;
/** The most that may be acknowledged in one call. */
const acknowledgedMax = 1000;

const jti = z.string().min(1).max(128);
const readable = /^[^\p{C}]+$/u;
const failure = z.strictObject({
  err: z.string().max(40).regex(readable),
  description: z.string().max(256).regex(readable),
});

/** OBEventPolling1 (RFC 8936 2.2, 2.3). */
export const pollRequest = z
  .strictObject({
    maxEvents: z.int().min(0).max(1_000_000).optional(),
    returnImmediately: z.boolean().optional(),
    ack: z.array(jti).max(acknowledgedMax).optional(),
    setErrs: z
      .record(jti, failure)
      .refine((errors) => Object.keys(errors).length <= acknowledgedMax)
      .optional(),
  })
  .meta({ id: 'EventPoll' });

/** OBEventPollingResponse1: each event signed, under its `jti`. */
export const pollAnswer = z
  .strictObject({ moreAvailable: z.boolean(), sets: z.record(z.uuid(), z.string()) })
  .meta({ id: 'EventPollAnswer' });

export type Poll = z.output<typeof pollRequest>;
export type PollAnswer = z.output<typeof pollAnswer>;

const example = '019a9c1b-8f3e-7c52-9d64-1b0a5c7e2f10';

/** Bodies that could be sent and answered. */
export const pollExamples = {
  request: { maxEvents: 10, returnImmediately: true, ack: [example] },
  answer: {
    moreAvailable: false,
    sets: { [example]: 'eyJ0eXAiOiJzZWNldmVudCtqd3QiLCJhbGciOiJFUzI1NiJ9.eyJpc3MiOiIuLi4ifQ.c2ln' },
  },
};
