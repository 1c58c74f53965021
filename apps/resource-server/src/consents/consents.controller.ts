import {
  applyDecorators,
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  UseGuards,
  UseInterceptors,
  type Type,
} from '@nestjs/common';
import { ServedOverMutualTls } from '@sandbank/platform';
import {
  AccessTokenGuard,
  Authorization,
  RequireScope,
  type ResourceAuthorization,
} from '@sandbank/protected-resource';
import { AccessInterceptor } from '../access/access.interceptor.js';
import { apiPath } from '../access/account-information.decorator.js';
import { IdempotencyKey } from '../idempotency/idempotency-key.js';
import { Operation } from '../openapi/operation.decorator.js';
import type { ConsentForm } from './consent-form.js';
import type { ConsentEnvelope } from './consent.resource.js';
import { consentOperation } from './consent.schema.js';
import { ConsentsService } from './consents.service.js';

const ConsentsOf = ({ api, path, scope }: ConsentForm) =>
  applyDecorators(
    Controller(`:bank/${apiPath}/${api}/${path}`),
    ServedOverMutualTls(),
    RequireScope(scope),
    UseGuards(AccessTokenGuard),
    UseInterceptors(AccessInterceptor),
  );

const Described = (...[form, step]: Parameters<typeof consentOperation>) => {
  const operation = consentOperation(form, step);
  return operation === undefined ? applyDecorators() : Operation(operation);
};

/** Without a route the method is not served: a consent of this kind is not given back here. */
const Withdrawal = ({ isRevocable }: ConsentForm) =>
  isRevocable ? applyDecorators(Delete(':ConsentId'), HttpCode(204)) : applyDecorators();

/** POST, GET and, where a client may give it back, DELETE of one kind of consent, with a token of the client's own. */
export function consentsController(form: ConsentForm): Type {
  @ConsentsOf(form)
  class ConsentsController {
    constructor(@Inject(ConsentsService) private readonly consents: ConsentsService) {}

    @Post()
    @Described(form, 'lodge')
    lodge(
      @Body() body: unknown,
      @IdempotencyKey() idempotencyKey: string | undefined,
      @Authorization() authorization: ResourceAuthorization,
    ): Promise<ConsentEnvelope> {
      return this.consents.lodge(form, body, idempotencyKey, authorization);
    }

    @Get(':ConsentId')
    @Described(form, 'show')
    consent(
      @Param('ConsentId') consentId: string,
      @Authorization() authorization: ResourceAuthorization,
    ): Promise<ConsentEnvelope> {
      return this.consents.consent(form, consentId, authorization);
    }

    @Withdrawal(form)
    @Described(form, 'withdraw')
    withdraw(
      @Param('ConsentId') consentId: string,
      @Authorization() authorization: ResourceAuthorization,
    ): Promise<void> {
      return this.consents.withdraw(form, consentId, authorization);
    }
  }
  return ConsentsController;
}
