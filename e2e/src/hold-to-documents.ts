import { readdirSync, readFileSync } from 'node:fs';
import { ApiContract, witnessAnswers } from '@sandbank/testing';

// Whatever a running sandbox answers at the banks' API must be as the committed documents say, or its call fails.
const folder = new URL('../../docs/openapi/', import.meta.url);
const documents = readdirSync(folder).map((name) => ({
  name,
  document: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as object,
}));
const contract = new ApiContract(documents, 'open-banking/v4.0');

witnessAnswers((call, answer) => contract.check(call, answer));
