import { readdirSync, readFileSync } from 'node:fs';
import { ApiContract, witnessAnswers, type HttpsAnswer } from '@sandbank/testing';

// Whatever a running sandbox answers at the banks' API must be as the committed documents say, or its call fails.
const folder = new URL('../../docs/openapi/', import.meta.url);
const documents = readdirSync(folder).map((name) => ({
  name,
  document: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as object,
}));
const apiPath = 'open-banking/v4.0';
const contract = new ApiContract(documents, apiPath);

witnessAnswers((call, answer) => contract.check(call, answer));

// Libraries that are not ours send through the global one.
const plain = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const response = await plain(input, init);
  const isRequest = input instanceof Request;
  const url = new URL(isRequest ? input.url : input);
  if (url.pathname.includes(`/${apiPath}/`)) {
    const method = init?.method ?? (isRequest ? input.method : 'GET');
    contract.check({ method, url }, await asAnswer(response.clone()));
  }
  return response;
};

async function asAnswer(response: Response): Promise<HttpsAnswer> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const body = bytes.toString('utf8');
  const header = (name: string): string | undefined => response.headers.get(name) ?? undefined;
  return {
    ...{ status: response.status, bytes, body, header },
    headerValues: (name) => [header(name) ?? ''],
    json: <T>() => JSON.parse(body) as T,
  };
}
