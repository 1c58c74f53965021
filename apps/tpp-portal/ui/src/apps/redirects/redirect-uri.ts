import { isRedirectUri } from '@sandbank/oauth/redirect-uri';

const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;

/**
 * Why an address cannot be a redirect URI; undefined for one that can (SP-5.3.2.2-8, RFC 6749 3.1.2). The rule is that of
 * the servers; the words for what it forbids are ours.
 */
export function redirectUriProblem(uri: string): string | undefined {
  if (uri.length > 500) return 'It is longer than 500 characters.';
  return isRedirectUri(uri) ? undefined : whatIsWrong(uri);
}

function whatIsWrong(uri: string): string {
  if (uri === '') return 'Give an address.';
  if (uri.trim() !== uri) return 'There is a space before or after it.';
  if (!/^[\x21-\x7e]+$/.test(uri))
    return 'It has a character outside of ASCII. Write hosts in punycode and paths percent-encoded.';
  if (!URL.canParse(uri)) return 'This is no URL: it begins https:// and names a host.';
  if (uri.includes('#')) return 'A fragment (#…) never reaches a server; leave it out.';
  if (/[*\\]/.test(uri)) return 'Wildcards are not taken: one URI, exactly as your app sends it.';
  const { protocol, username, password, host } = new URL(uri);
  if (username !== '' || password !== '') return 'It names a user (…@); leave that out.';
  if (protocol === 'http:' && /^https?:\/\/localhost[:/]/.test(uri))
    return 'Plain http is for programs on this machine, by address: http://127.0.0.1 instead of localhost.';
  if (protocol !== 'https:' && !loopback.test(uri))
    return 'It must be https, or http on 127.0.0.1 or [::1] for programs on your machine.';
  const written = /^[a-z]+:\/\/([^/?]+)/i.exec(uri)?.[1]?.toLowerCase() ?? '';
  const port = protocol === 'https:' ? ':443' : ':80';
  if (written !== host && written !== host + port)
    return `A browser reads the host as ${host}: write it that way.`;
  if (!/^https?:/.test(uri)) return 'Write https in small letters.';
  return 'A host is made of letters, digits and hyphens, with single dots between them.';
}

/** A match, or where two addresses part. */
export type Comparison =
  | { readonly kind: 'same' | 'port-is-free'; readonly registered: string }
  | {
      readonly kind: 'different';
      /** The registered address that comes closest. */
      readonly registered: string;
      /** The first character that differs, from 0: in what is sent, and in what is registered. */
      readonly at: number;
      readonly registeredAt: number;
      readonly reason: string;
    };

/**
 * Compares what an app would send with what is registered, as the bank does: character by character, with the port of a
 * loopback address free (RFC 8252 7.3). Undefined where nothing is registered.
 */
export function compareRedirectUri(
  registered: readonly string[],
  sent: string,
): Comparison | undefined {
  const exact = registered.find((uri) => uri === sent);
  if (exact !== undefined) return { kind: 'same', registered: exact };
  const portless = withoutLoopbackPort(sent);
  const free = registered.find(
    (uri) => loopback.test(uri) && withoutLoopbackPort(uri) === portless,
  );
  if (free !== undefined) return { kind: 'port-is-free', registered: free };
  const [nearest] = [...registered].sort(
    (one, other) => alikeness(other, sent) - alikeness(one, sent),
  );
  if (nearest === undefined) return undefined;
  // The port of a loopback address is no difference: what follows it is compared.
  const isFree = loopback.test(nearest) && loopback.test(sent);
  const [one, other] = isFree ? [withoutLoopbackPort(nearest), portless] : [nearest, sent];
  const part = firstDifference(one, other);
  return {
    ...{ kind: 'different', registered: nearest, reason: reasonFor(one, other) },
    at: part + cutBefore(part, sent, other),
    registeredAt: part + cutBefore(part, nearest, one),
  };
}

/** How many characters were cut out of an address before a place in what is left of it. */
const cutBefore = (place: number, whole: string, rest: string): number =>
  place >= firstDifference(whole, rest) ? whole.length - rest.length : 0;

const withoutLoopbackPort = (uri: string): string =>
  uri.replace(/^http:\/\/(127\.0\.0\.1|\[::1\])(:\d{1,5})?(?=[/?]|$)/, 'http://$1');

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1;
  return at;
}

/** How many characters agree from both ends. */
const alikeness = (one: string, other: string): number =>
  firstDifference(one, other) + firstDifference(backwards(one), backwards(other));
const backwards = (text: string): string => Array.from(text).reverse().join('');

const decoded = (uri: string): string => {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
};

const port = (uri: string): string => /^[a-z]+:\/\/[^/?]*?(:\d+)?(?=[/?]|$)/i.exec(uri)?.[1] ?? '';

function reasonFor(registered: string, sent: string): string {
  if (sent.trim() === registered) return 'A space came along.';
  if (sent === `${registered}/`) return 'It ends with a slash that is not registered.';
  if (`${sent}/` === registered) return 'The slash at its end is missing.';
  if (sent.toLowerCase() === registered.toLowerCase())
    return 'A letter is large in one and small in the other.';
  if (decoded(sent) === decoded(registered))
    return 'The same character, written in two ways: percent-encoding must be the same.';
  if (sent.replace(/^http:/, 'https:') === registered)
    return 'It is http, and https is registered.';
  if (
    port(sent) !== port(registered) &&
    sent.replace(port(sent), '') === registered.replace(port(registered), '')
  )
    return `The port differs: ${portWords(sent)} is sent, ${portWords(registered)} is registered.`;
  if (sent.split('?')[0] === registered.split('?')[0])
    return 'The query differs: it is compared with all the rest.';
  if (originOf(sent) !== originOf(registered)) return 'It leads to another host.';
  return 'The path differs.';
}

const portWords = (uri: string): string => port(uri).slice(1) || 'none';
const originOf = (uri: string): string => (URL.canParse(uri) ? new URL(uri).host : uri);
