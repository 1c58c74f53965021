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
  sign_in_required: 401,
  not_for_you: 403,
  owners_only: 403,
  unknown_organisation: 404,
  sign_in_refused: 401,
  sign_in_again: 403,
  already_signed_in: 409,
  too_many_attempts: 429,
  unusable_field: 422,
  email_taken: 409,
  limit_reached: 409,
  passkey_refused: 400,
  unknown_passkey: 404,
  unknown_sign_in: 404,
  last_way_in: 409,
  last_owner: 409,
  unknown_person: 404,
  unknown_invitation: 404,
  already_member: 409,
  claim_first: 403,
  workspace_ended: 409,
  step_up_refused: 409,
  revocation_pending: 502,
  bank_refused: 502,
  bank_unavailable: 502,
  unknown_application: 404,
  unknown_certificate: 404,
  not_registered: 404,
  already_registered: 409,
  registration_lost: 409,
  application_ending: 409,
  changed_meanwhile: 409,
  busy: 409,
  no_directory: 503,
  directory_refused: 422,
  directory_unavailable: 502,
  not_recorded: 404,
  records_unavailable: 502,
  unknown_here: 404,
  control_refused: 422,
  control_unavailable: 502,
} as const;

export type PortalErrorCode = keyof typeof portalErrorStatus;

/** What the bank had said, in words that are safe to show. */
export interface UpstreamAnswer {
  readonly status?: number | undefined;
  readonly error?: string | undefined;
  readonly errorDescription?: string | undefined;
  readonly interactionId?: string | undefined;
}

/** What else a refusal says. */
export interface PortalErrorDetail {
  readonly upstream?: UpstreamAnswer;
  readonly flowId?: string;
  readonly cause?: unknown;
  /** Whole seconds after which to try again, for `Retry-After` (RFC 9110 10.2.3). */
  readonly retryAfterSeconds?: number;
  /** The field of a form that is refused. */
  readonly field?: string;
}

/** A refusal of the portal's API: a stable code, a sentence for people, and what the bank had answered. */
export class PortalError extends Error {
  override readonly name = 'PortalError';

  constructor(
    readonly code: PortalErrorCode,
    message: string,
    readonly detail: PortalErrorDetail = {},
  ) {
    super(message, { cause: detail.cause });
  }

  get status(): number {
    return portalErrorStatus[this.code];
  }
}

/** For `catch`: a refusal as one answer among others. Whatever else was thrown is thrown on. */
export function portalErrorOf(thrown: unknown): PortalError {
  if (thrown instanceof PortalError) return thrown;
  throw thrown;
}
