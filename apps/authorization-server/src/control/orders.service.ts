import { Inject, Injectable } from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import { OrderRefused, parsedOrder, type OrderProblem } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { carryOut, type Operator } from '../operation/operation.js';

/** DI token of what operators work on. */
export const OPERATOR = Symbol('OPERATOR');

export type OperatorOfControl = Omit<Operator, 'by' | 'interactionId'>;

const statusOf: Readonly<Record<OrderProblem, number>> = {
  invalid: 400,
  unknown: 404,
  conflict: 409,
};

/** Carries out what came over HTTP with the code that carries out the launcher's commands. */
@Injectable()
export class Orders {
  constructor(@Inject(OPERATOR) private readonly operator: OperatorOfControl) {}

  /** The body as its schema has it. Throws `invalid_request` with every problem. */
  parsed<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
    try {
      return parsedOrder(schema, body);
    } catch (error) {
      throw asRefusal(error);
    }
  }

  /** Throws `invalid_request`: 400 for what is wrong, 404 for what is not there, 409 for what is in no state for it. */
  async carryOut(order: object, { id: interactionId }: FastifyRequest): Promise<unknown> {
    try {
      return await carryOut(order, { ...this.operator, by: 'operator:api', interactionId });
    } catch (error) {
      throw asRefusal(error);
    }
  }
}

function asRefusal(error: unknown): unknown {
  if (!(error instanceof OrderRefused)) return error;
  const sentences = error.problems.map(({ member = '', message }) =>
    member === '' ? message : `${member}: ${message}`,
  );
  const status = statusOf[error.kind];
  // What a wrong body holds is quoted; a description may hold no double quote (RFC 6749 5.2).
  const description = sentences.join('; ').replaceAll('"', "'");
  return invalidRequest(description, { status, cause: error });
}
