import { Agent, request } from 'node:https';
import type { IncomingMessage } from 'node:http';

/** Header fields to send; a list sends the field once for each of its values, undefined not at all. */
export type HeaderFields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A certificate to present with its key, and what vouches for it on the way to an authority; all PEM. */
export interface ClientTls {
  readonly cert: string;
  readonly key: string;
  readonly chain?: string;
}

export interface HttpsRequest {
  readonly method?: string | undefined;
  readonly headers?: HeaderFields | undefined;
  readonly body?: string | undefined;
  /** Shown where the server asks for one. */
  readonly certificate?: ClientTls | undefined;
}

/** An answer read to its end; redirects are not followed. */
export interface HttpsAnswer {
  readonly status: number;
  /** The last value of a field, or undefined. */
  header(name: string): string | undefined;
  /** Every value of a field that was sent, in order. */
  headerValues(name: string): readonly string[];
  readonly body: string;
  /** The body as it came. */
  readonly bytes: Buffer;
  /** The body as JSON; throws when it is none. */
  json<T = Record<string, unknown>>(): T;
}

/** One request that was sent. */
export interface HttpsCall {
  readonly method: string;
  readonly url: URL;
}

type Witness = (call: HttpsCall, answer: HttpsAnswer) => void;

const witnesses = new Set<Witness>();

/** Shows every answer to `witness` before its asker has it; what it throws reaches the asker. Returns how to stop. */
export function witnessAnswers(witness: Witness): () => void {
  witnesses.add(witness);
  return () => void witnesses.delete(witness);
}

const millisecondsMax = 20_000;
const agents = new Map<string, Agent>();

/** Sends one request over TLS, trusting this authority alone, with header fields exactly as given. */
export function exchange(
  url: string | URL,
  ca: string,
  { method = 'GET', headers = {}, body, certificate }: HttpsRequest = {},
): Promise<HttpsAnswer> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const fields = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [value].flat().flatMap((one) => [name, one]),
    );
    // A list of header fields is sent as it stands, so what Node would add is added here.
    const written = [
      ...['Host', target.host],
      ...fields,
      ...(method === 'GET' ? [] : ['Content-Length', String(Buffer.byteLength(body ?? ''))]),
    ];
    const sending = request(
      target,
      { method, headers: written, agent: agentFor(ca, certificate), timeout: millisecondsMax },
      (incoming) => {
        readAnswer(incoming)
          .then((answer) => witnessed({ method, url: target }, answer))
          .then(resolve, reject);
      },
    );
    sending.on('timeout', () => sending.destroy(new Error(`no answer from ${target.href}`)));
    sending.on('error', reject);
    sending.end(body);
  });
}

function witnessed(call: HttpsCall, answer: HttpsAnswer): HttpsAnswer {
  for (const witness of witnesses) witness(call, answer);
  return answer;
}

function agentFor(ca: string, certificate: ClientTls | undefined): Agent {
  const { cert = '', key, chain = '' } = certificate ?? {};
  const name = ca + cert;
  const known = agents.get(name);
  if (known !== undefined) return known;
  const shown = key === undefined ? {} : { cert: cert + chain, key };
  const agent = new Agent({ ca, ...shown, keepAlive: true, timeout: millisecondsMax });
  agents.set(name, agent);
  return agent;
}

async function readAnswer(incoming: IncomingMessage): Promise<HttpsAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const body = bytes.toString('utf8');
  const headerValues = (name: string): string[] =>
    incoming.headersDistinct[name.toLowerCase()] ?? [];
  return {
    status: incoming.statusCode ?? 0,
    header: (name) => headerValues(name).at(-1),
    headerValues,
    body,
    bytes,
    json: <T>() => JSON.parse(body) as T,
  };
}
