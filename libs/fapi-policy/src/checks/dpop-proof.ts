import { isJwsAlgorithm, normaliseHtu, verifyJws, type JwsAlgorithm } from '@sandbank/crypto';
import { invalidDpopProof, useDpopNonce } from '@sandbank/oauth';
import type { ProofContext } from '../contexts.js';
import type { Check } from '../rule.js';

type ProofCheck = Check<ProofContext>;

const jtiLengthMax = 512;

export const proofHasItsClaims: ProofCheck = ({ proof }) => {
  const { jti, htm, htu, iat } = proof.claims;
  if (!jti || jti.length > jtiLengthMax || !htm || !htu || iat === undefined) {
    throw invalidDpopProof('the DPoP proof needs jti, htm, htu and iat');
  }
};

export const proofTypIsDpop: ProofCheck = ({ proof }) => {
  if (proof.header.typ?.toLowerCase() === 'dpop+jwt') return;
  throw invalidDpopProof('typ of the DPoP proof must be dpop+jwt', {
    expected: 'dpop+jwt',
    received: proof.header.typ,
  });
};

export const proofAlgorithmIs =
  (...algorithms: readonly JwsAlgorithm[]): ProofCheck =>
  ({ proof }) => {
    if ((algorithms as readonly string[]).includes(proof.header.alg)) return;
    throw invalidDpopProof('the DPoP proof is signed with an algorithm that is not allowed', {
      expected: algorithms,
      received: proof.header.alg,
    });
  };

export const proofSignatureIsValid: ProofCheck = ({ proof }) => {
  const { alg } = proof.header;
  if (isJwsAlgorithm(alg) && verifyJws(proof.decoded, proof.key, alg)) return;
  throw invalidDpopProof('the DPoP proof is not signed with the key that it carries');
};

export const proofMethodMatches: ProofCheck = ({ proof, method }) => {
  if (proof.claims.htm === method) return;
  throw invalidDpopProof('htm of the DPoP proof is not the method of this request', {
    expected: method,
    received: proof.claims.htm,
  });
};

export const proofUrlMatches: ProofCheck = ({ proof, url }) => {
  const htu = normaliseHtu(proof.claims.htu ?? '');
  if (htu !== undefined && htu === normaliseHtu(url)) return;
  throw invalidDpopProof('htu of the DPoP proof is not the URL of this request', {
    expected: url,
    received: proof.claims.htu,
  });
};

/** A server that hands out nonces never takes a proof without one (RFC 9449 11.3). */
export const proofNonceIsCurrent: ProofCheck = ({ proof, nonceIsAccepted }) => {
  const { nonce } = proof.claims;
  if (nonce !== undefined && nonceIsAccepted(nonce)) return;
  throw useDpopNonce('the DPoP proof needs the nonce of this response', {
    received: nonce === undefined ? 'no nonce' : 'a nonce that is unknown or too old',
  });
};

export const proofIsFresh: ProofCheck = ({ proof, nowSeconds, limits }) => {
  const iat = proof.claims.iat ?? 0;
  const oldest = nowSeconds - limits.dpopProofSecondsMax;
  const newest = nowSeconds + limits.futureSkewSeconds;
  if (iat >= oldest && iat <= newest) return;
  throw invalidDpopProof('iat of the DPoP proof is too far from the time of this server', {
    expected: `${oldest} to ${newest}`,
    received: iat,
  });
};
