import { besideInitiation, riskSchema, type ConsentedOrder } from '@sandbank/consent';
import { z } from 'zod';
import { parseBody } from '../open-banking/request-body.js';
import { unreadBesideInitiation, type ConsentForm } from './consent-form.js';

/** What an app may ask the customer's leave for: to make the order. A string first, so that its absence is told as such. */
const permission = z.string().pipe(z.literal('Create'));

const request = z.strictObject({
  Data: z.strictObject({
    Permission: permission,
    ...unreadBesideInitiation,
    Initiation: z.unknown(),
  }),
  Risk: z.unknown(),
});

/** What one kind of order is called, and what it holds. */
export interface OrderConsent {
  readonly type: string;
  readonly path: string;
  readonly name: string;
  readonly tag: string;
  readonly noun: string;
  readonly initiation: z.ZodType;
  readonly example: object;
}

/** The form of a consent to an order that the bank carries out later. */
export const paymentOrderForm = (order: OrderConsent): ConsentForm => ({
  ...{ type: order.type, path: order.path, api: 'pisp', scope: 'payments' },
  isIdempotent: true,
  isRevocable: false,
  parse: (body) => {
    const {
      Data: { Permission: _create, ...data },
      Risk,
    } = parseBody(request, body);
    return { consent: { ...data, Risk } };
  },
  show: (details) => {
    const { Risk, ...data } = (details as unknown as { consent: ConsentedOrder }).consent;
    return { data: { Permission: 'Create', ...data }, risk: Risk };
  },
  // The standard knows four states of such a consent: one that no order can stand on any more was rejected.
  statusCodes: { REVOKED: 'RJCT', EXPIRED: 'RJCT', SUSPENDED: 'RJCT' },
  described: {
    ...{ name: order.name, tag: order.tag, noun: order.noun },
    statuses: ['AWAU', 'AUTH', 'COND', 'RJCT'],
    data: {
      Permission: z.literal('Create'),
      ...besideInitiation,
      Initiation: order.initiation,
    },
    risk: riskSchema,
    example: { data: { Permission: 'Create', Initiation: order.example }, risk: {} },
  },
});
