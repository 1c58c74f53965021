import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { invalidRequest, type OAuthError } from '@sandbank/oauth';
import type { FastifyReply, FastifyRequest } from 'fastify';
// What the record of the exchange reads of a request.
import type {} from '../exchanges/exchange-options.js';
import { LOGGER, type Logger } from '../logger.js';
import { RouteTable } from '../server/route-table.js';
import { normaliseRefusal } from './normalise.js';
import { RefusalWriter } from './refusal-writer.js';
import { RejectionRecorder } from './rejection-recorder.js';

/** The only place that answers a refusal: normalises, logs, records, and lets the app's writer word it. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(
    @Inject(RefusalWriter) private readonly writer: RefusalWriter,
    @Inject(RejectionRecorder) private readonly rejections: RejectionRecorder,
    @Inject(RouteTable) private readonly routes: RouteTable,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const refusal = this.withMethodTold(normaliseRefusal(thrown), request);
    this.log(refusal, request);
    request.refusal = refusal;
    this.rejections.record(refusal, request);
    if (reply.sent || reply.raw.headersSent) return;
    this.writer.write(refusal, request, reply);
  }

  private withMethodTold(refusal: OAuthError, request: FastifyRequest): OAuthError {
    if (refusal.status !== 404 || request.routeOptions.url !== undefined) return refusal;
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = this.routes.methodsOf(path);
    if (methods.length === 0 || methods.includes(request.method)) return refusal;
    return invalidRequest('this path does not answer to this method', {
      status: 405,
      headers: { allow: methods.join(', ') },
      expected: methods,
      received: request.method,
    });
  }

  private log(refusal: OAuthError, request: FastifyRequest): void {
    const line = {
      interaction_id: request.id,
      client_id: request.clientId,
      error: refusal.error,
      clause: refusal.clause,
      status: refusal.status,
      description: refusal.description,
    };
    if (refusal.status < 500) this.logger.info(line, 'refused');
    else this.logger.error({ ...line, err: refusal.cause }, 'failed');
  }
}
