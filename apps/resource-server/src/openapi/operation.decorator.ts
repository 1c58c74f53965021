import { SetMetadata } from '@nestjs/common';
import type { z } from 'zod';
import type { OpenBankingCode } from '../open-banking/open-banking-error.js';

/** What the API's own document says of one operation; its security follows from the guards of the route. */
export interface OperationDescription {
  /** One line. */
  readonly summary: string;
  /** The group it stands in, such as `Balances`. */
  readonly tag: string;
  /** What the body of a request holds. */
  readonly body?: Described;
  /** Parameters after the question mark, each by its name. */
  readonly query?: z.ZodObject;
  /** Headers of its own, beside those of every call. */
  readonly headers?: readonly 'x-idempotency-key'[];
  /** What a call that succeeds is answered with. Without it the answer has no body. */
  readonly answer?: Described & { readonly mediaType?: string };
  /**
   * Whose token it takes. Without it: the customer's where the route asks for a type of consent or a permission, else
   * the client's own.
   */
  readonly token?: 'customer' | 'client' | 'either';
  /** Codes that its refusals carry beside those that follow from its parameters, such as `U009`. */
  readonly errors?: readonly OpenBankingCode[];
}

/** The shape of a body, and one that could be sent. */
export interface Described {
  readonly schema: z.ZodType;
  readonly example?: unknown;
}

/** Where the description of a handler is kept. */
export const operationKey = Symbol('openapi operation');

/** Describes a handler for the generated OpenAPI document: a route without it is not documented, and a test fails. */
export const Operation = (description: OperationDescription) =>
  SetMetadata(operationKey, description);
