import { Controller, Get, Res } from '@nestjs/common';
import { stylesheet, stylesheetPath } from '@sandbank/ui';
import type { FastifyReply } from 'fastify';

/** The style sheet of the bank's pages; its name changes with its content. */
@Controller()
export class AssetsController {
  @Get(stylesheetPath)
  styles(@Res() reply: FastifyReply): void {
    void reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(stylesheet);
  }
}
