/** One entry of `authorization_details` before its type is known (RFC 9396 2). */
export interface AuthorizationDetail {
  readonly type: string;
  readonly [member: string]: unknown;
}
