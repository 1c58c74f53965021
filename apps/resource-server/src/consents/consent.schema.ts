import { z } from 'zod';
import { dateTime, envelopeOf, envelopeWithRisk } from '../openapi/envelope.schema.js';
import type { Described, OperationDescription } from '../openapi/operation.decorator.js';
import type { ConsentForm } from './consent-form.js';

/** What the API's own document says of one kind of consent. */
export interface DescribedConsent {
  /** What it is called there, such as `AccountAccessConsent`. */
  readonly name: string;
  /** The group it stands in. */
  readonly tag: string;
  /** In a sentence: `a consent to account access`. */
  readonly noun: string;
  /** The codes of its states, that of a new one first. */
  readonly statuses: readonly [string, ...string[]];
  /** The part of `Data` that is the kind's own. */
  readonly data: z.ZodRawShape;
  readonly risk?: z.ZodType;
  readonly example: { readonly data: object; readonly risk?: object };
}

type Step = 'lodge' | 'show' | 'withdraw';

/** One operation on a kind of consent; empty for a kind that does not describe itself. */
export function consentOperation(form: ConsentForm, step: Step): OperationDescription | undefined {
  const { described, isIdempotent } = form;
  if (described === undefined) return undefined;
  const { tag, noun } = described;
  const answer = consentAnswer(form, described);
  const steps: Readonly<Record<Step, OperationDescription>> = {
    lodge: {
      ...{ summary: `Ask for ${noun}`, tag, body: lodgedConsent(described), answer },
      ...(isIdempotent && { headers: ['x-idempotency-key'] as const }),
    },
    show: { summary: `How ${noun} stands`, tag, answer },
    withdraw: { summary: `Give ${noun} back`, tag, errors: ['U009'] },
  };
  return { ...steps[step], token: 'client' };
}

const lodgedConsent = ({ name, data, risk, example }: DescribedConsent): Described => ({
  schema: z
    .strictObject({ Data: z.strictObject(data), ...(risk !== undefined && { Risk: risk }) })
    .meta({ id: `${name}Request` }),
  example: { Data: example.data, ...(example.risk !== undefined && { Risk: example.risk }) },
});

const statusReason = z
  .strictObject({
    StatusReasonCode: z.enum(['U028']),
    StatusReasonDescription: z.string().min(1).max(500),
  })
  .meta({ id: 'ConsentStatusReason' });

function consentAnswer({ api, path }: ConsentForm, described: DescribedConsent): Described {
  const { name, statuses, data, risk, example } = described;
  const Data = z
    .strictObject({
      ConsentId: z.uuid(),
      CreationDateTime: dateTime,
      Status: z.enum(statuses),
      StatusReason: z.array(statusReason).length(1).optional(),
      StatusUpdateDateTime: dateTime,
      ...data,
    })
    .meta({ id: name });
  const ConsentId = '019aa3b8-0d41-7f3c-8c6e-91b2f4a7d305';
  const at = '2026-11-21T15:30:00+00:00';
  const collection = `https://localhost:9442/harbour/open-banking/v4.0/${api}/${path}`;
  return {
    schema: risk === undefined ? envelopeOf(Data) : envelopeWithRisk(Data, risk),
    example: {
      Data: {
        ...{ ConsentId, CreationDateTime: at, Status: statuses[0], StatusUpdateDateTime: at },
        ...example.data,
      },
      ...(example.risk !== undefined && { Risk: example.risk }),
      Links: { Self: `${collection}/${ConsentId}` },
      Meta: { TotalPages: 1 },
    },
  };
}
