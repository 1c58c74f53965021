import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedJWK, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import type { ApiDocument } from '../api-reference/documents.js';
import { formOf, targetOf } from './operation-form.js';
import {
  curlCommand,
  proofScript,
  shellQuoted,
  typescriptCall,
  type OwnCall,
} from './ready-command.js';

const documentOf = (name: string): ApiDocument =>
  JSON.parse(
    readFileSync(new URL(`../../../../../docs/openapi/${name}.json`, import.meta.url), 'utf8'),
  ) as ApiDocument;
const transactions = formOf(
  documentOf('account-information'),
  'getAccountsByAccountIdTransactions',
)!;
const payment = formOf(documentOf('payment-initiation'), 'postDomesticPayments')!;
const own: OwnCall = {
  form: transactions,
  values: { AccountId: 'a/b', pageSize: '50', page: '' },
  body: undefined,
  constraint: 'dpop',
  apiBase: 'https://bank.example/harbour/open-banking/v4.0',
  mtlsApiBase: 'https://mtls.bank.example/harbour/open-banking/v4.0',
  issuer: 'https://bank.example/harbour',
  clientId: 'client-1',
};

describe('the form of an operation', () => {
  it('asks for what the document names, and for nothing that the key’s holder sets', () => {
    const names = transactions.fields.map(({ name }) => name);
    expect(names.slice(0, 5)).toEqual([
      ...['AccountId', 'fromBookingDateTime', 'toBookingDateTime', 'pageSize', 'page'],
    ]);
    expect(names).not.toContain('DPoP');
    expect(names).not.toContain('x-fapi-interaction-id');
    expect(transactions.fields.filter(({ everywhere }) => everywhere)).toHaveLength(4);
    expect(JSON.parse(payment.body!)).toHaveProperty('Data.Initiation.InstructedAmount');
    expect(formOf(documentOf('events'), 'getAccounts')).toBeUndefined();
  });

  it('shows where a call goes while it is filled in', () => {
    expect(targetOf(transactions, {})).toBe('/aisp/accounts/{AccountId}/transactions');
    expect(targetOf(transactions, own.values)).toBe(
      '/aisp/accounts/a%2Fb/transactions?pageSize=50',
    );
  });
});

describe('a ready command', () => {
  it('keeps what was filled in between its quotes', () => {
    const evil = `a'; rm -rf "$HOME" \`x\` #`;
    expect(execFileSync('sh', ['-c', `printf %s ${shellQuoted(evil)}`]).toString()).toBe(evil);
    const values = { ...own.values, 'x-customer-user-agent': evil };
    const command = curlCommand({ ...own, values, constraint: 'mtls' });
    const told = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }\n${command}`], {
      env: { PATH: process.env['PATH'] },
    }).toString();
    expect(told.split('\n')).toContain(`x-customer-user-agent: ${evil}`);
    expect(told).toContain(`${own.mtlsApiBase}/aisp/accounts/a%2Fb/transactions?pageSize=50`);
  });

  it('runs nothing of a body that a link brought along, and reads no file for it', () => {
    const body = `{}), await import('node:child_process'), ({}`;
    const program = typescriptCall({ ...own, form: payment, body });
    expect(program).toContain(`  ${JSON.stringify(body)},`);
    const command = curlCommand({ ...own, form: payment, body: '@key.json', constraint: 'mtls' });
    expect(command).toContain(`--data-raw '@key.json'`);
    expect(command).not.toMatch(/--data(-binary|-urlencode)? /);
  });

  it('is for the constraint of the client: a proof, or a certificate', () => {
    const body = '{\n  "Data": {}\n}';
    const dpop = curlCommand({ ...own, form: payment, body });
    expect(dpop).toContain('authorization: DPoP');
    expect(dpop).toContain('node dpop-proof.mjs dpop-key.json POST');
    expect(dpop).not.toContain('--cert ');
    const mtls = typescriptCall({ ...own, form: payment, body, constraint: 'mtls' });
    expect(mtls).toContain(own.mtlsApiBase);
    expect(mtls).not.toContain('DPoP');
    expect(mtls).toContain('"content-type": "application/json"');
  });

  it('comes with a script whose proofs hold (RFC 9449 4.3)', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbank-proof-'));
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    writeFileSync(join(folder, 'key.json'), JSON.stringify(await exportJWK(privateKey)));
    writeFileSync(join(folder, 'dpop-proof.mjs'), proofScript);
    const values = ['key.json', 'GET', 'https://bank.example/a?b=1', 'token', 'n-1'];
    const made = execFileSync(process.execPath, ['dpop-proof.mjs', ...values], {
      cwd: folder,
      env: {},
    });
    rmSync(folder, { recursive: true });
    const { payload } = await jwtVerify(made.toString().trim(), EmbeddedJWK, {
      typ: 'dpop+jwt',
    });
    expect(payload).toMatchObject({
      ...{ htm: 'GET', htu: 'https://bank.example/a', nonce: 'n-1' },
      ath: createHash('sha256').update('token').digest('base64url'),
    });
  });
});
