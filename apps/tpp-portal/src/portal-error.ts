/** What the portal's own API can answer besides success, with its HTTP status. */
export const portalErrorStatus = {
  unknown_bank: 404,
  unknown_flow: 404,
  unknown_payment: 404,
  payment_settled: 409,
  not_connected: 404,
  reconnect_required: 409,
  reauthentication_required: 409,
  reauthentication_refused: 409,
  cross_site_request: 403,
  step_up_refused: 409,
  revocation_pending: 502,
  bank_refused: 502,
  bank_unavailable: 502,
  not_recorded: 404,
  records_unavailable: 502,
} as const;

export type PortalErrorCode = keyof typeof portalErrorStatus;

/** What the bank had said, in words that are safe to show. */
export interface UpstreamAnswer {
  readonly status?: number | undefined;
  readonly error?: string | undefined;
  readonly errorDescription?: string | undefined;
  readonly interactionId?: string | undefined;
}

/** A refusal of the portal's API: a stable code, a sentence for people, and what the bank had answered. */
export class PortalError extends Error {
  override readonly name = 'PortalError';

  constructor(
    readonly code: PortalErrorCode,
    message: string,
    readonly detail: { upstream?: UpstreamAnswer; flowId?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: detail.cause });
  }

  get status(): number {
    return portalErrorStatus[this.code];
  }
}
