import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, concatMap, defer, type Observable } from 'rxjs';
import { OAuthError } from '@sandbank/oauth';
import { agentContextOf } from '@sandbank/platform';
import { customerCircumstances } from '../open-banking/customer-headers.js';
import { mediaType, negotiate } from '../open-banking/media-type.js';
import { operationKey, type OperationDescription } from '../openapi/operation.decorator.js';
import { ScenariosService } from '../scenarios/scenarios.service.js';
import { AccessRecorder } from './access.recorder.js';
import { consentIdOf, decidingConsents } from './deciding-consents.js';

interface PathIds {
  readonly AccountId?: string;
  readonly ConsentId?: string;
}

/** The manners of every protected call: a media type that both sides know, well-formed customer headers, a record of what was read. */
@Injectable()
export class AccessInterceptor implements NestInterceptor {
  constructor(
    @Inject(AccessRecorder) private readonly recorder: AccessRecorder,
    @Inject(ScenariosService) private readonly scenarios: ScenariosService,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const given = mediaTypeOf(context);
    negotiate(request.headers, given);
    const customer = customerCircumstances(request.headers);
    const agent = agentContextOf(request.headers);
    const { authorization, verifiedAccess: verified } = request;
    if (authorization === undefined || verified === undefined)
      throw new Error('this route is not behind AccessTokenGuard');
    void http.getResponse<FastifyReply>().type(given);
    const { AccountId: accountId, ConsentId } = request.params as PathIds;
    const endpoint = `${request.method} ${request.routeOptions.url ?? ''}`;
    const recorded = async (answer: unknown): Promise<unknown> => {
      const target = { accountId, consentId: ConsentId?.toLowerCase() ?? consentIdOf(answer) };
      const consents = decidingConsents(authorization, target);
      const access = { authorization, verified, customer, agent, endpoint, accountId, consents };
      await this.recorder.allowed(access);
      return answer;
    };
    const refused = async (error: unknown): Promise<never> => {
      if (error instanceof OAuthError) await this.recorder.denied(request, error);
      throw error;
    };
    const met = async (): Promise<void> => {
      request.authorization = await this.scenarios.meet(authorization, accountId);
    };
    // What could not be recorded is no refusal of the bank's, and is not told as one.
    return defer(met).pipe(
      concatMap(() => next.handle()),
      catchError(refused),
      concatMap(recorded),
    );
  }
}

/** What a route gives, as its description for the API's document says. */
function mediaTypeOf(context: ExecutionContext): string {
  const operation = Reflect.getMetadata(operationKey, context.getHandler()) as
    OperationDescription | undefined;
  return operation?.answer?.mediaType ?? mediaType;
}
