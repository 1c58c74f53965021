import type { ProofContext } from '../../src/index.js';
import { proving } from '../changes.js';
import { edwardsKey, nowSeconds, pssKey, tokenEndpoint } from '../parties.js';
import type { Acceptance } from '../refusal.js';

export const proofAcceptances: readonly Acceptance<ProofContext>[] = [
  ...[8, 10, 30, -10, -60].map((seconds) => ({
    what: `a proof made ${seconds} s from now (SP-5.3.2.1-13)`,
    change: proving({ claims: { iat: nowSeconds + seconds } }),
  })),
  ...[
    `${tokenEndpoint}?a=1`,
    `${tokenEndpoint}#f`,
    tokenEndpoint.replace('bank.example', 'BANK.Example'),
    tokenEndpoint.replace('https', 'HTTPS'),
    tokenEndpoint.replace('harbour', 'h%61rbour'),
    tokenEndpoint.replace('/token', '/x/../token'),
  ].map((htu) => ({ what: `htu ${htu}`, change: proving({ claims: { htu } }) })),
  ...['', ':443'].map((port) => ({
    what: `htu with the default port written "${port}"`,
    change: async (valid: ProofContext) => ({
      ...(await proving({ claims: { htu: `https://bank.example${port}/token` } })(valid)),
      url: `https://bank.example${port === '' ? ':443' : ''}/token`,
    }),
  })),
  { what: 'typ in upper case', change: proving({ header: { typ: 'DPOP+JWT' } }) },
  {
    what: 'members, claims, nbf and exp that are not asked for',
    change: proving({ header: { x: 1 }, claims: { x: 1, nbf: 1, exp: 1 } }),
  },
  { what: 'a kid in the header', change: proving({ header: { kid: 'any' } }) },
  { what: 'PS256', change: proving({ key: pssKey }) },
  { what: 'Ed25519', change: proving({ key: edwardsKey }) },
  { what: 'EdDSA', change: proving({ key: { ...edwardsKey, alg: 'EdDSA' } }) },
  { what: 'a jti of 512 characters', change: proving({ claims: { jti: 'j'.repeat(512) } }) },
];
