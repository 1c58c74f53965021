import type { Topic } from './topic.js';

/** What binds a token to who holds it. */
export const senderConstraint: readonly Topic[] = [
  {
    title: 'The address in a DPoP proof',
    clauses: /^RFC9449-4\.3-(8|9)$/,
    why: 'A proof is made for one request. If it did not name the method and the address, whoever gets hold of it could present it at another endpoint.',
    example: {
      of: 'htm and htu in the payload of the proof',
      wrong: '"htm": "get", "htu": "https://bank.example/accounts?page=2"',
      right: '"htm": "GET", "htu": "https://bank.example/accounts"',
    },
  },
  {
    title: 'The nonce of a DPoP proof',
    clauses: /^RFC9449-4\.3-10$/,
    why: 'A thief with a moment at the key could make proofs for years to come. A nonce that the server gives and changes proves that the key is at hand now. The first refusal is no fault: it is how the client learns the nonce.',
    example: {
      of: 'the second try',
      wrong: 'the same proof again',
      right:
        'HTTP/1.1 401\nDPoP-Nonce: eyJ7S_zG.eyJH0-Z\n\na new proof with "nonce": "eyJ7S_zG.eyJH0-Z", then the request once more',
    },
  },
  {
    title: 'A fresh proof for each request',
    clauses: /^(RFC9449-4\.3-11|RFC9449-11\.1)$/,
    why: 'A proof that were good for long, or twice, could be taken from a log and sent again. Each is made just before it is sent and is seen once.',
    example: {
      of: 'jti and iat in the payload of the proof',
      wrong: 'const proof = await makeProof();\nfor (const url of urls) await get(url, proof);',
      right: 'for (const url of urls) await get(url, await makeProof("GET", url));',
    },
  },
  {
    title: 'A proof that belongs to its token',
    clauses: /^(RFC9449-4\.3-12|RFC9449-7\.1|RFC9449-7\.2)/,
    why: 'A stolen token is worth nothing without its key. That holds only while the API checks that the proof was made for this very token, with the very key that the token names.',
    example: {
      of: 'a call of the API',
      wrong: 'Authorization: Bearer eyJ…        a DPoP token as a bearer token',
      right: 'Authorization: DPoP eyJ…\nDPoP: eyJ…   with "ath": base64url(sha256(access_token))',
    },
  },
  {
    title: 'One key from request to token',
    clauses: /^RFC9449-10/,
    why: 'A code that is stolen on its way through the browser should be of no use. Bound to the key of the pushed request, it can be redeemed by whoever pushed and by nobody else.',
    example: {
      of: 'the keys of the two requests',
      wrong: 'POST /par    proof by key A\nPOST /token  proof by key B',
      right: 'POST /par    proof by key A\nPOST /token  proof by key A',
    },
  },
  {
    title: 'The form of a DPoP proof',
    clauses: /^RFC9449/,
    why: 'A proof carries its own public key, so everything else about it has to be exact: its type keeps other JWTs out, its signature shows that the sender has the private half, and a second header would leave open which one counts.',
    example: {
      of: 'header and payload of a proof',
      wrong: '{ "alg": "ES256", "typ": "JWT", "kid": "1" }',
      right:
        '{ "alg": "ES256", "typ": "dpop+jwt", "jwk": { "kty": "EC", … } }\n{ "jti": "…", "htm": "POST", "htu": "https://…/token", "iat": 1795534200 }',
    },
  },
  {
    title: 'The certificate of a token',
    clauses: /^RFC8705-3/,
    why: 'A token that was issued over a certificate is bound to it: in other hands, over another connection, it is worth nothing. That is why the API looks at the certificate of each connection.',
    example: {
      of: 'the two connections',
      wrong: 'token issued over certificate A, API called with certificate B or none',
      right: 'token issued and API called with one certificate; a new one refreshes first',
    },
  },
  {
    title: 'Tokens are bound to their sender',
    clauses: /^(SP-5\.3\.2\.1-4|SP-5\.3\.4-5|IA-2\.3|RFC9700-2\.2\.1)$/,
    why: 'Whoever finds a bearer token can use it. A token that is bound to a key or a certificate, and to exactly one of them, is useless to a finder; two bindings at once would leave open which one counts.',
    example: {
      of: 'a token request',
      wrong: 'POST /token without a DPoP header and without a certificate',
      right: 'POST /token with a DPoP header, or with your certificate, as you registered',
    },
  },
];
