import type { Body, Header, Hop } from '../../api/types.js';

/** An HTTP Archive, version 1.2, as far as a recorded journey fills it. */
export interface Har {
  readonly log: {
    readonly version: '1.2';
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly HarEntry[];
  };
}

interface NameAndValue {
  readonly name: string;
  readonly value: string;
}

interface HarEntry {
  readonly startedDateTime: string;
  /** Milliseconds. */
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly cookies: readonly [];
    readonly headers: readonly NameAndValue[];
    readonly queryString: readonly NameAndValue[];
    readonly postData?: {
      readonly mimeType: string;
      readonly params?: readonly NameAndValue[];
      readonly text: string;
    };
    readonly headersSize: -1;
    readonly bodySize: -1;
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly httpVersion: string;
    readonly cookies: readonly [];
    readonly headers: readonly NameAndValue[];
    readonly content: { readonly size: number; readonly mimeType: string; readonly text?: string };
    readonly redirectURL: string;
    readonly headersSize: -1;
    readonly bodySize: -1;
  };
  readonly cache: Readonly<Record<string, never>>;
  readonly timings: { readonly send: 0; readonly wait: number; readonly receive: 0 };
  readonly comment: string;
}

const named = ([name, value]: Header): NameAndValue => ({ name, value });
const parametersOf = (text: string): NameAndValue[] => [...new URLSearchParams(text)].map(named);

const postDataOf = ({ mediaType, text }: Body): NonNullable<HarEntry['request']['postData']> =>
  mediaType === 'application/x-www-form-urlencoded'
    ? { mimeType: mediaType, params: parametersOf(text), text }
    : { mimeType: mediaType, text };

/** The hops of a journey as an archive that browsers and proxies open; what is masked in the hops stays masked. */
export const harOf = (hops: readonly Hop[]): Har => ({
  log: { version: '1.2', creator: { name: 'Sandbank', version: '1' }, entries: hops.map(entryOf) },
});

function entryOf(hop: Hop): HarEntry {
  const { request, response } = hop;
  const query = request.url.split(/\?(.*)/s)[1] ?? '';
  const time = hop.durationMilliseconds ?? 0;
  const text = response?.body?.text;
  return {
    startedDateTime: new Date(hop.startedAt).toISOString(),
    time,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: request.headers.map(named),
      queryString: parametersOf(query),
      ...(request.body === undefined ? {} : { postData: postDataOf(request.body) }),
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status: response?.status ?? 0,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: (response?.headers ?? []).map(named),
      content: {
        size: text === undefined ? 0 : new TextEncoder().encode(text).byteLength,
        mimeType: response?.body?.mediaType ?? '',
        ...(text === undefined ? {} : { text }),
      },
      redirectURL: response?.headers.find(([name]) => name === 'location')?.[1] ?? '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    comment: `${String(hop.number)}. ${hop.title}: ${hop.from} to ${hop.to}; secrets are masked`,
  };
}
