import { ApiContract, witnessAnswers } from '@sandbank/testing';
import { apiPath } from '../src/access/account-information.decorator.js';
import { features } from '../src/app.module.js';
import { apiDocuments } from '../src/openapi/document.js';

/** The API's documents as the code of this moment makes them. */
export const documents = apiDocuments(features.flatMap(({ controllers }) => controllers));

const contract = new ApiContract(documents, apiPath);

/** From here on every answer of these servers must be as documented, or its call fails. Returns how to stop. */
export const holdToDocuments = (origins: readonly string[]): (() => void) =>
  witnessAnswers((call, answer) => {
    if (origins.includes(call.url.origin)) contract.check(call, answer);
  });
