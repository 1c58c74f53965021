import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Req,
} from '@nestjs/common';
import { TakesJson } from '@sandbank/platform';
import type { FastifyRequest } from 'fastify';
import { RegistrationService } from './registration.service.js';

/** The client registration endpoint (RFC 7591 3) and the client configuration endpoint of each client (RFC 7592 2). */
@Controller(':bank/register')
export class RegistrationController {
  constructor(@Inject(RegistrationService) private readonly registrations: RegistrationService) {}

  @Post()
  @TakesJson()
  register(
    @Param('bank') bank: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    return this.registrations.register(bank, body, request);
  }

  @Get(':client_id')
  read(
    @Param('bank') bank: string,
    @Param('client_id') clientId: string,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    return this.registrations.read(bank, clientId, request);
  }

  @Put(':client_id')
  @TakesJson()
  replace(
    @Param('bank') bank: string,
    @Param('client_id') clientId: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    return this.registrations.replace(bank, clientId, body, request);
  }

  @Delete(':client_id')
  @HttpCode(204)
  remove(
    @Param('bank') bank: string,
    @Param('client_id') clientId: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.registrations.remove(bank, clientId, request);
  }
}
