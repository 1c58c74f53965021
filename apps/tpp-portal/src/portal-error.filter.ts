import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { LOGGER, type Logger } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PortalError } from './portal-error.js';

/** Answers the portal's own refusals; everything else goes to the one filter of the platform. */
@Catch(PortalError)
export class PortalErrorFilter implements ExceptionFilter<PortalError> {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: PortalError, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { upstream, flowId, field, retryAfterSeconds } = error.detail;
    this.logger.info(
      { interaction_id: request.id, error: error.code, flow_id: flowId, upstream },
      'refused',
    );
    void reply
      .status(error.status)
      .header('cache-control', 'no-store')
      .headers(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) })
      .type('application/json; charset=utf-8')
      .send({
        error: error.code,
        message: error.message,
        interaction_id: upstream?.interactionId ?? request.id,
        ...(flowId === undefined ? {} : { flow_id: flowId }),
        ...(field === undefined ? {} : { field }),
        ...(upstream === undefined
          ? {}
          : {
              upstream: {
                status: upstream.status,
                error: upstream.error,
                error_description: upstream.errorDescription,
              },
            }),
      });
  }
}
