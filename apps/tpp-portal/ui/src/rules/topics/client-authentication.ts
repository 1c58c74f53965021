import type { Topic } from './topic.js';

/** How a client proves who it is. */
export const clientAuthentication: readonly Topic[] = [
  {
    title: 'The audience of a client assertion',
    clauses: /^SP-5\.3\.2\.1-8$/,
    why: 'An assertion is good for whoever is its audience. If the token endpoint or a list were accepted, a rogue server that a client also talks to could pass the client’s own assertion on to the bank and act as the client. The issuer, as one string, leaves no room for that.',
    example: {
      of: 'aud in the payload of the assertion',
      wrong: '"aud": "https://bank.example/harbour/token"\n"aud": ["https://bank.example/harbour"]',
      right: '"aud": "https://bank.example/harbour"',
    },
  },
  {
    title: 'The life of a client assertion',
    clauses: /^(RFC7523-3-4|RFC7523-3-4-lifetime|SP-5\.3\.2\.1-13|RFC7519-4\.1\.5)$/,
    why: 'A signed assertion is as good as a password while it lives. A short life bounds what a leaked one is worth, and clocks that agree to a few seconds make a short life possible.',
    example: {
      of: 'times in the payload, in seconds since 1970',
      wrong: '"iat": 1795534200000,        milliseconds\n"exp": 1795620600           a day ahead',
      right: '"iat": 1795534200,\n"exp": 1795534260            a minute ahead',
    },
  },
  {
    title: 'An assertion is used once',
    clauses: /^OIDC-9-jti$/,
    why: 'Whoever sees a request in a log or on a proxy could send it again. A server that has seen a jti refuses it the second time; without a jti it could not tell.',
    example: {
      of: 'jti in the payload',
      wrong: '"jti": "my-app"              the same in every request',
      right: '"jti": crypto.randomUUID()   made for this request',
    },
  },
  {
    title: 'Who signs a client assertion',
    clauses: /^(OIDC-9|RFC7521-4\.2|RFC7523-3-9)$/,
    why: 'The client is who holds the private key, and nobody else. Only if issuer, subject and client_id are one and the same, and the signature is by a key registered for just that client, does a valid signature prove anything.',
    example: {
      of: 'header and payload of the assertion',
      wrong:
        '{ "alg": "ES256" }                        no kid\n{ "iss": "my company", "sub": "client-1" }',
      right: '{ "alg": "ES256", "kid": "signing-2" }\n{ "iss": "client-1", "sub": "client-1" }',
    },
  },
  {
    title: 'The form of a client assertion',
    clauses: /^(RFC7523-2\.2|RFC7523-3|RFC8725-3\.11|RFC9101-10\.8)$/,
    why: 'One JWT must never pass for another. If an ID token, a request object or a DPoP proof could stand in for an assertion, a token that a server gave away would become the client’s password.',
    example: {
      of: 'form parameters and the header of the assertion',
      wrong: 'client_assertion=eyJ0eXAiOiJvYXV0aC1hdXRoei1yZXErand0…',
      right:
        'client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer\n&client_assertion=eyJ…   with { "typ": "client-authentication+jwt" }',
    },
  },
  {
    title: 'One strong way to authenticate',
    clauses: /^(SP-5\.3\.2\.1-6|RFC9700-2\.5|RFC6749-2\.3|RFC6749-5\.2-client)$/,
    why: 'A shared secret is known to two parties and travels with every request. With a key or a certificate nothing that is sent can be used by whoever reads it; and with one way only there is no weaker one to fall back to.',
    example: {
      of: 'a token request',
      wrong: 'Authorization: Basic Y2xpZW50LTE6c2VjcmV0\nclient_secret=secret',
      right:
        'client_assertion_type=…jwt-bearer&client_assertion=eyJ…\nor your certificate at the mutual-TLS endpoint, with client_id',
    },
  },
  {
    title: 'The algorithms of signatures',
    clauses: /^SP-5\.4\.1-1\.2$/,
    why: 'RS256 uses a padding with a history of attacks, HS256 a secret that both sides know, and none is no signature at all. The three that remain have no known way around them.',
    example: {
      of: 'alg in the header of a JWT',
      wrong: '"alg": "RS256"    "alg": "HS256"    "alg": "none"',
      right: '"alg": "ES256"    "alg": "PS256"    "alg": "EdDSA"',
    },
  },
  {
    title: 'The public keys of a client',
    clauses: /^RFC7517-5$/,
    why: 'A bank that fetches what a client names could be sent anywhere: into its own network, to a file without end, or a thousand times a second. So it fetches keys from public addresses alone, rarely, and within limits.',
    example: {
      of: 'jwks_uri of a registration',
      wrong: 'http://10.0.0.5/keys.json    https://app.example:8443/keys',
      right: 'https://app.example/.well-known/jwks.json',
    },
  },
  {
    title: 'The certificate of a client',
    clauses: /^(RFC8705-2|RFC5280)/,
    why: 'A certificate proves a client only if its chain ends at an authority that the bank trusts, nobody has revoked it, it is in its time, and the name in it is the one that was registered for just this client.',
    example: {
      of: 'a request at the mutual-TLS endpoint',
      wrong: 'curl https://bank.example/harbour/token --data grant_type=…',
      right:
        'curl --cert transport.pem --key transport.key \\\n  https://mtls.bank.example/harbour/token --data "client_id=client-1&grant_type=…"',
    },
  },
];
