// What a signature costs here, beside jose (WebCrypto) in the same run: `node bench/signatures.mjs` after a build.
// Rounds are interleaved, so that a noisy machine disturbs both alike. Read the ratios, not the microseconds.
import {
  createDpopProof,
  decodeDpopProof,
  decodeJws,
  generateSigningKey,
  importSigningKey,
  jwkThumbprint,
  signJws,
  verificationKey,
  verifyJws,
} from '@sandbank/crypto';
import { calculateJwkThumbprint, EmbeddedJWK, importJWK, jwtVerify, SignJWT } from 'jose';

const rounds = 15;
const callsPerRound = 150;
const claims = { iss: 'https://localhost/harbour', sub: 'customer', scope: 'openid accounts' };
const uri = 'https://localhost/harbour/open-banking/v4.0/aisp/accounts';

const works = [];
for (const alg of ['ES256', 'EdDSA', 'PS256']) {
  const { privateJwk, publicJwk } = await generateSigningKey(alg);
  const key = importSigningKey(privateJwk);
  const [josePrivate, josePublic] = [await importJWK(privateJwk), await importJWK(publicJwk)];
  const token = await signJws({ header: { typ: 'at+jwt' }, payload: claims, key });
  const proof = await createDpopProof({ key, htm: 'GET', htu: uri, now: new Date() });
  works.push(
    {
      what: `${alg} sign`,
      ours: () => signJws({ header: { typ: 'at+jwt' }, payload: claims, key }),
      jose: () => new SignJWT(claims).setProtectedHeader({ alg, typ: 'at+jwt' }).sign(josePrivate),
    },
    {
      what: `${alg} decode and verify`,
      ours: () => verifyJws(decodeJws(token), verificationKey(publicJwk), alg),
      jose: () => jwtVerify(token, josePublic),
    },
    {
      what: `${alg} DPoP proof, known key`,
      ours: () => {
        const decoded = decodeDpopProof(proof);
        return verifyJws(decoded.decoded, decoded.key, alg);
      },
      jose: async () => {
        const { protectedHeader } = await jwtVerify(proof, EmbeddedJWK);
        return calculateJwkThumbprint(protectedHeader.jwk);
      },
    },
    {
      what: `${alg} thumbprint`,
      ours: () => jwkThumbprint(publicJwk),
      jose: () => calculateJwkThumbprint(publicJwk),
    },
  );
}

const cpuMicroseconds = async (call) => {
  const before = process.cpuUsage();
  for (let count = 0; count < callsPerRound; count += 1) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / callsPerRound;
};
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const show = (values) => `${Math.min(...values).toFixed(0)} / ${median(values).toFixed(0)}`;

for (const work of works) Object.assign(work, { oursTook: [], joseTook: [] });
for (let round = 0; round < rounds; round += 1)
  for (const work of works) {
    work.oursTook.push(await cpuMicroseconds(work.ours));
    work.joseTook.push(await cpuMicroseconds(work.jose));
  }

console.log('CPU of the process per call, µs (min / median)');
console.table(
  works.map(({ what, oursTook, joseTook }) => ({
    work: what,
    ours: show(oursTook),
    jose: show(joseTook),
    'jose ÷ ours': (median(joseTook) / median(oursTook)).toFixed(1),
  })),
);
