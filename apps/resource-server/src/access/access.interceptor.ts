import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { tap, type Observable } from 'rxjs';
import { customerCircumstances } from '../open-banking/customer-headers.js';
import { mediaType, requireJson } from '../open-banking/media-type.js';
import { AccessRecorder } from './access.recorder.js';
import { consentIdOf, decidingConsents } from './deciding-consents.js';

interface PathIds {
  readonly AccountId?: string;
  readonly ConsentId?: string;
}

/** The manners of every protected call: JSON only, well-formed customer headers, a record of what was read. */
@Injectable()
export class AccessInterceptor implements NestInterceptor {
  constructor(@Inject(AccessRecorder) private readonly recorder: AccessRecorder) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    requireJson(request.headers);
    const customer = customerCircumstances(request.headers);
    const { authorization } = request;
    if (authorization === undefined) throw new Error('this route is not behind AccessTokenGuard');
    void http.getResponse<FastifyReply>().type(mediaType);
    const { AccountId: accountId, ConsentId } = request.params as PathIds;
    const endpoint = `${request.method} ${request.routeOptions.url ?? ''}`;
    const record = (answer: unknown): void => {
      const target = { accountId, consentId: ConsentId?.toLowerCase() ?? consentIdOf(answer) };
      const consents = decidingConsents(authorization, target);
      this.recorder.record({ authorization, customer, endpoint, accountId, consents });
    };
    return next.handle().pipe(tap(record));
  }
}
