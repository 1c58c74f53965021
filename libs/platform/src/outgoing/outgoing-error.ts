/** Why something could not be fetched; stable words, for the evidence of a refusal and for the log. */
export type OutgoingErrorCode =
  | 'url_not_allowed'
  | 'address_not_public'
  | 'unreachable'
  | 'untrusted'
  | 'too_slow'
  | 'too_large'
  | 'redirected'
  | 'wrong_status'
  | 'wrong_type'
  | 'not_json'
  | 'not_usable'
  | 'busy';

/** A fetch that failed; the message may be shown to whoever registered the URL. */
export class OutgoingError extends Error {
  override readonly name = 'OutgoingError';

  constructor(
    readonly code: OutgoingErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
