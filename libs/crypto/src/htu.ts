const uriLengthMax = 2048;
const defaultPort = 443;
const portMax = 65535;

// Characters of RFC 3986, percent-encoding complete; user information (an @ in the authority) finds no place here.
const httpsUri =
  /^https:\/\/(\[[0-9a-f:.]+\]|(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})+)(?::([0-9]{0,5}))?((?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)(?:\?(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i;

/**
 * The comparable form of an `htu`: syntax- and scheme-based normalisation, without query and fragment (RFC 9449 4.3, RFC 3986 6.2.2, 6.2.3).
 * Undefined for anything but an absolute https URI without user information.
 */
export function normaliseHtu(uri: string): string | undefined {
  if (uri.length > uriLengthMax) return undefined;
  const [, host, port, path] = httpsUri.exec(uri) ?? [];
  if (host === undefined || path === undefined) return undefined;
  const portNumber = port === undefined || port === '' ? defaultPort : Number(port);
  if (portNumber === 0 || portNumber > portMax) return undefined;
  const authority = normalisePercentEncoding(host).toLowerCase();
  const suffix = portNumber === defaultPort ? '' : `:${portNumber}`;
  return `https://${upperCasePercentEncoding(authority)}${suffix}${removeDotSegments(normalisePercentEncoding(path))}`;
}

function normalisePercentEncoding(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%([0-9a-f]{2})/gi, (encoded, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9\-._~]/.test(character) ? character : encoded.toUpperCase();
  });
}

function upperCasePercentEncoding(text: string): string {
  return text.includes('%') ? text.replace(/%[0-9a-f]{2}/g, (hex) => hex.toUpperCase()) : text;
}

function removeDotSegments(path: string): string {
  if (path === '') return '/';
  if (!path.includes('/.')) return path;
  const kept: string[] = [];
  const segments = path.slice(1).split('/');
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  const last = segments.at(-1);
  if (last === '.' || last === '..') kept.push('');
  return `/${kept.join('/')}`;
}
