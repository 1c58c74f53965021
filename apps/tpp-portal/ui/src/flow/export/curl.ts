import type { Hop } from '../../api/types.js';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The request as a curl command, whose body is what it is: `--data` would read a file for `@name`; secrets are masked, so it shows the form and does not run as it is. */
export const curlOf = ({ request }: Pick<Hop, 'request'>): string =>
  [
    `curl --request ${request.method} ${quoted(request.url)}`,
    ...request.headers.map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    ...(request.body === undefined ? [] : [`--data-raw ${quoted(request.body.text)}`]),
  ].join(' \\\n  ');

/** All requests that the app itself made, one command after another. */
export const curlsOf = (hops: readonly Hop[]): string =>
  hops
    .filter(({ from }) => from === 'client')
    .map((hop) => `# ${String(hop.number)}. ${hop.title}\n${curlOf(hop)}`)
    .join('\n\n');
