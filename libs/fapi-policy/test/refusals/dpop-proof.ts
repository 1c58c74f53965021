import type { ProofContext } from '../../src/index.js';
import { proving, withProof } from '../changes.js';
import { dpopProof, parsedProof } from '../jwts.js';
import { clientKey, dpopKey, issuer, nowSeconds, pssKey, tokenEndpoint } from '../parties.js';
import type { Refusal } from '../refusal.js';
import { altered, hmacSigner, signer, unsigned } from '../signing.js';

const refused = (
  clause: string,
  what: string,
  change: Refusal<ProofContext>['change'],
): Refusal<ProofContext> => ({ clause, what, error: 'invalid_dpop_proof', change });

const rsaWithSha256 = await signer('RS256', 'dpop-2');
const { kid: _kid, ...dpopJwk } = dpopKey.publicJwk;

const missing = ['jti', 'htm', 'htu', 'iat'].map((claim) =>
  refused('RFC9449-4.3-3', `a proof without ${claim}`, proving({ claims: { [claim]: undefined } })),
);

const empty = ['jti', 'htm', 'htu'].map((claim) =>
  refused('RFC9449-4.3-3', `a proof with an empty ${claim}`, proving({ claims: { [claim]: '' } })),
);

const types = [undefined, '', 'JWT', 'at+jwt', 'client-authentication+jwt', 'dpop'].map((typ) =>
  refused('RFC9449-4.3-4', `a proof of typ ${String(typ)}`, proving({ header: { typ } })),
);

const methods = ['GET', 'post', 'PUT', 'POST '].map((htm) =>
  refused('RFC9449-4.3-8', `htm "${htm}" at a POST`, proving({ claims: { htm } })),
);

const urls = [
  `${issuer}/par`,
  issuer,
  `${tokenEndpoint}/`,
  tokenEndpoint.replace('/token', '/Token'),
  tokenEndpoint.replace('https', 'http'),
  tokenEndpoint.replace('bank.example', 'bank.example.attacker.example'),
  tokenEndpoint.replace('bank.example', 'user@bank.example'),
  tokenEndpoint.replace(':9441', ''),
  tokenEndpoint.replace(':9441', ':09442'),
  tokenEndpoint.replace('bank', 'b\u0430nk'),
  `${tokenEndpoint}\0`,
  '/harbour/token',
  'token',
  'urn:token',
].map((htu) =>
  refused('RFC9449-4.3-9', `htu ${JSON.stringify(htu)}`, proving({ claims: { htu } })),
);

const times: readonly [string, number][] = [
  ['61 s ago', nowSeconds - 61],
  ['an hour ago', nowSeconds - 3600],
  ['31 s ahead', nowSeconds + 31],
  ['an hour ahead', nowSeconds + 3600],
  ['a fraction too far ahead', nowSeconds + 30.5],
  ['in milliseconds', nowSeconds * 1000],
  ['before 1970', -1],
  ['of 1970', 0],
];

export const proofRefusals: readonly Refusal<ProofContext>[] = [
  ...missing,
  ...empty,
  refused(
    'RFC9449-4.3-3',
    'a jti of 513 characters',
    proving({ claims: { jti: 'j'.repeat(513) } }),
  ),
  ...types,
  refused('RFC9449-4.3-5', 'RS256', proving({ key: rsaWithSha256 })),
  refused('RFC9449-4.3-5', 'HS256 with the public key', proving({ key: hmacSigner(dpopKey) })),
  refused('RFC9449-4.3-5', 'the algorithm none', (valid) =>
    withProof(valid, unsigned({ typ: 'dpop+jwt', jwk: dpopJwk }, valid.proof.claims)),
  ),
  refused('RFC9449-4.3-5', 'an algorithm named like a member of every object', (valid) => ({
    ...valid,
    proof: { ...valid.proof, header: { ...valid.proof.header, alg: 'constructor' } },
  })),
  refused(
    'RFC9449-4.3-6',
    'a proof that another key signed',
    proving({ key: clientKey, header: { jwk: dpopJwk } }),
  ),
  refused(
    'RFC9449-4.3-6',
    'a key of another kind than alg says',
    proving({ key: pssKey, header: { jwk: dpopJwk } }),
  ),
  refused('RFC9449-4.3-6', 'a proof that was altered after it was signed', async (valid) =>
    withProof(
      valid,
      altered(await dpopProof(), (claims) => ({ ...claims, jti: 'another' })),
    ),
  ),
  refused('RFC9449-4.3-6', 'a proof without its signature', async (valid) =>
    withProof(valid, (await dpopProof()).replace(/[^.]+$/, '')),
  ),
  ...methods,
  ...urls,
  ...[undefined, '', 'a-nonce-of-last-week', 'eyJ7S_zG.eyJH0-Z.HX4w-7V'].map(
    (nonce): Refusal<ProofContext> => ({
      clause: 'RFC9449-4.3-10',
      what: nonce === undefined ? 'a proof without nonce' : `the nonce "${nonce}"`,
      error: 'use_dpop_nonce',
      change: proving({ claims: { nonce } }),
    }),
  ),
  ...times.map(([what, iat]) =>
    refused('RFC9449-4.3-11', `a proof made ${what}`, proving({ claims: { iat } })),
  ),
  refused('RFC9449-4.3-11', 'a proof made beyond all time', async (valid) => {
    const { proof } = valid;
    const text = JSON.stringify({ ...proof.claims, iat: 'HERE' }).replace('"HERE"', '1e999');
    return { ...valid, proof: await parsedProof({ text }) };
  }),
];
