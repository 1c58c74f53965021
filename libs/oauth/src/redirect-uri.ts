const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;
const printable = /^[\x21-\x7e]+$/;
const authority = /^https?:\/\/([^/?]+)/;
/** Labels of letters, digits and hyphens between dots, or an IPv6 address: what goes into headers and pages as it is. */
const plainHost = /^([a-z0-9_-]+(\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(:\d+)?$/;

/**
 * Whether a client may be sent back there: https, or http on a loopback address for native apps; no fragment, wildcard or
 * user info (SP-5.3.2.2-8, RFC 6749 3.1.2). The host is written as everybody reads it: one that a parser would turn into
 * another is not the one that was meant.
 */
export function isRedirectUri(uri: string): boolean {
  if (!printable.test(uri) || !URL.canParse(uri) || /[#*\\]/.test(uri)) return false;
  const { protocol, host, username, password } = new URL(uri);
  const isEncrypted = uri.startsWith('https://') || loopback.test(uri);
  if (!isEncrypted || username !== '' || password !== '') return false;
  const written = authority.exec(uri)?.[1]?.toLowerCase();
  const standardPort = protocol === 'https:' ? ':443' : ':80';
  return plainHost.test(host) && (written === host || written === host + standardPort);
}
