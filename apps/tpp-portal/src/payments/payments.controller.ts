import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { invalidRequest } from '@sandbank/oauth';
import { Clock } from '@sandbank/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ForVisitors } from '../identity/access.decorator.js';
import { PortalErrorFilter } from '../portal-error.filter.js';
import type { UpstreamAnswer } from '../portal-error.js';
import { SessionService } from '../session/session.service.js';
import { paymentForm, type Payee } from './payment-wish.js';
import { isMoving, outcomeOf, type Receipt } from './payment-progress.js';
import type { Payment, PaymentStatus } from './payment.store.js';
import { PaymentsService } from './payments.service.js';

/** A payment as the visitor sees it: no token in it. */
export interface PaymentView {
  readonly paymentId: string;
  readonly bank: string;
  readonly payee: Payee;
  readonly amount: string;
  readonly reference: string;
  readonly status: PaymentStatus | ReturnType<typeof outcomeOf>;
  /** True while a later look may tell more. */
  readonly isMoving: boolean;
  readonly createdAt: string;
  readonly flowId?: string | undefined;
  readonly stepUps: number;
  readonly maxAgeSeconds?: number | undefined;
  readonly receipt?: Receipt | undefined;
  readonly error?: UpstreamAnswer | undefined;
}

/** Payments through Tally, for the browser session that orders them. */
@ForVisitors()
@Controller('api')
@UseFilters(PortalErrorFilter)
export class PaymentsController {
  constructor(
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(PaymentsService) private readonly payments: PaymentsService,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  @Get('payees')
  payees(): { payees: readonly Payee[] } {
    return { payees: this.payments.payees };
  }

  @Post('payments')
  @HttpCode(201)
  async start(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body() body: unknown,
  ): Promise<{ paymentId: string; authorizationUrl: string }> {
    const parsed = paymentForm.safeParse(body);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw invalidRequest(`the ${issue?.path.join('.') || 'body'} is not one that can be paid`);
    }
    const session = await this.sessions.findOrBegin(request, reply);
    const { paymentId, authorizationUrl } = await this.payments.start(session, parsed.data);
    return { paymentId, authorizationUrl };
  }

  @Get('payments')
  async latest(@Req() request: FastifyRequest): Promise<{ payments: PaymentView[] }> {
    const payments = await this.payments.latest(await this.sessions.find(request));
    return { payments: payments.map((payment) => this.viewOf(payment)) };
  }

  @Get('payments/:payment')
  async payment(
    @Req() request: FastifyRequest,
    @Param('payment', ParseUUIDPipe) paymentId: string,
  ): Promise<PaymentView> {
    return this.viewOf(await this.payments.followed(await this.sessions.find(request), paymentId));
  }

  @Post('payments/:payment/send')
  @HttpCode(200)
  async send(
    @Req() request: FastifyRequest,
    @Param('payment', ParseUUIDPipe) paymentId: string,
  ): Promise<PaymentView> {
    return this.viewOf(await this.payments.send(await this.sessions.find(request), paymentId));
  }

  @Post('payments/:payment/sign-in')
  @HttpCode(201)
  async stepUp(
    @Req() request: FastifyRequest,
    @Param('payment', ParseUUIDPipe) paymentId: string,
  ): Promise<{ authorizationUrl: string }> {
    const session = await this.sessions.find(request);
    const { authorizationUrl } = await this.payments.stepUp(session, paymentId);
    return { authorizationUrl };
  }

  private viewOf({ paymentId, bank, wish, status, createdAt, ...rest }: Payment): PaymentView {
    const { receipt } = rest;
    return {
      ...{ paymentId, bank },
      status: receipt === undefined ? status : outcomeOf(receipt),
      isMoving: receipt !== undefined && isMoving(receipt, this.clock.now()),
      ...{ payee: wish.payee, amount: wish.amount, reference: wish.reference },
      createdAt: createdAt.toISOString(),
      ...{ flowId: rest.flowId, stepUps: rest.stepUps, receipt, error: rest.error },
      maxAgeSeconds: rest.challenge?.maxAgeSeconds,
    };
  }
}
