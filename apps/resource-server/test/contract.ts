import { readdirSync, readFileSync } from 'node:fs';
import { ApiContract, witnessAnswers, type ContractDocument } from '@sandbank/testing';
import { apiPath } from '../src/access/account-information.decorator.js';

const folder = new URL('../../../docs/openapi/', import.meta.url);

/** The API's documents as they are committed; making them anew takes longer, and one spec holds them to the code. */
export const documents: readonly ContractDocument[] = readdirSync(folder).map((file) => ({
  name: file.replace(/\.json$/, ''),
  document: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as object,
}));

const contract = new ApiContract(documents, apiPath);

/** From here on every answer of these servers must be as documented, or its call fails. Returns how to stop. */
export const holdToDocuments = (origins: readonly string[]): (() => void) =>
  witnessAnswers((call, answer) => {
    if (origins.includes(call.url.origin)) contract.check(call, answer);
  });
