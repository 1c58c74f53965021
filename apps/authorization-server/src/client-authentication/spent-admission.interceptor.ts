import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Database } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { catchError, type Observable } from 'rxjs';
import { spendAdmission } from './admission.js';

/** Uses up the assertion and the proof of a request that was refused later on: single use means every use. */
@Injectable()
export class SpentAdmissionInterceptor implements NestInterceptor {
  constructor(@Inject(Database) private readonly database: Database) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        const { oauth } = context.switchToHttp().getRequest<FastifyRequest>();
        if (oauth !== undefined && !oauth.admission.isTaken) {
          await spendAdmission(oauth.admission, this.database);
        }
        throw error;
      }),
    );
  }
}
