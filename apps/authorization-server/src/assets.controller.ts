import { Controller, Get, NotFoundException, Param, Res } from '@nestjs/common';
import { assets } from '@sandbank/ui';
import type { FastifyReply } from 'fastify';

/** Style sheet and icon of the bank's pages; a name changes with its content. */
@Controller('assets')
export class AssetsController {
  @Get(':name')
  asset(@Param('name') name: string, @Res() reply: FastifyReply): void {
    const asset = assets.find(({ path }) => path === `/assets/${name}`);
    if (asset === undefined) throw new NotFoundException();
    void reply
      .type(asset.contentType)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(asset.body);
  }
}
