import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { OAuthError } from '@sandbank/oauth';
import { agentContextOf } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { catchError, concatMap, type Observable } from 'rxjs';
import { AccessRecords } from './access-records.js';

/** Lets an answer of a protected resource out when its record is durable. */
@Injectable()
export class RecordedAccess implements NestInterceptor {
  constructor(@Inject(AccessRecords) private readonly records: AccessRecords) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { verifiedAccess: verified } = request;
    if (verified === undefined) throw new Error('this route is not behind AccessTokenGuard');
    // Before anything is done: what a malformed header would end must not be half done.
    const agent = agentContextOf(request.headers);
    const refused = async (error: unknown): Promise<never> => {
      if (error instanceof OAuthError) await this.records.denied(request, error);
      throw error;
    };
    const recorded = async (answer: unknown): Promise<unknown> => {
      await this.records.allowed(request, verified, agent);
      return answer;
    };
    return next.handle().pipe(catchError(refused), concatMap(recorded));
  }
}
