import type { Topic } from './topic.js';

/** Codes, tokens, and what they open. */
export const tokens: readonly Topic[] = [
  {
    title: 'Authorization codes',
    clauses:
      /^(SP-5\.3\.2\.1-11|SP-5\.3\.2\.2-9|RFC6749-4\.1\.3$|RFC6749-4\.1\.3-client|RFC6749-5\.2)$/,
    why: 'A code has been through a browser. It lives for a minute, is good once and for one client; if it comes a second time somebody else may have it, so everything that was issued from it ends.',
    example: {
      of: 'after a timeout at the token endpoint',
      wrong: 'send the same code again',
      right: 'start a new authorization; one code, one token request',
    },
  },
  {
    title: 'Grant types',
    clauses: /^(SP-5\.3\.2\.1-2|RFC9700-2\.4|RFC7591-2)$/,
    why: 'With the password grant an app would see the customer’s password. A client may use the grants it registered for and no others, so that a stolen key opens no further way.',
    example: {
      of: 'grant_type of a token request',
      wrong: 'grant_type=password&username=maya&password=…',
      right: 'grant_type=authorization_code    grant_type=refresh_token',
    },
  },
  {
    title: 'Refresh tokens',
    clauses: /^(RFC6749-6$|RFC6749-10\.4|RFC9700-4\.14)/,
    why: 'A refresh token stands for the customer’s permission while they are away. It is good for one client, ends with the permission, and ends when nobody uses it.',
    example: {
      of: 'when a refresh is refused with invalid_grant',
      wrong: 'try again in a loop',
      right: 'stop, tell the customer, and ask for the permission anew',
    },
  },
  {
    title: 'Where an access token stands',
    clauses: /^SP-5\.3\.4-(1|2)$/,
    why: 'An address is written down everywhere: in histories, in logs, in the Referer of the next page. The Authorization header is not.',
    example: {
      of: 'a call of the API',
      wrong: 'GET /accounts?access_token=eyJ…',
      right: 'GET /accounts\nAuthorization: DPoP eyJ…',
    },
  },
  {
    title: 'What a token permits',
    clauses: /^(SP-5\.3\.4-3|SP-5\.3\.4-4|OIDC-5\.3)$/,
    why: 'The API asks at each call whether the permission behind the token still stands and covers this call: a customer who has stopped sharing has stopped it now, not when the token runs out.',
    example: {
      of: 'after a 401 or 403',
      wrong: 'refresh and retry until it works',
      right:
        'read error: invalid_token asks the customer anew, insufficient_scope wants another permission',
    },
  },
  {
    title: 'The access token itself',
    clauses: /^RFC9068/,
    why: 'The API believes a token because of who signed it, for whom, and for how long. Each of these is checked, so that an ID token, a token of another bank or one that somebody wrote opens nothing.',
    example: {
      of: 'what is sent as the access token',
      wrong: 'Authorization: DPoP <the id_token>',
      right: 'Authorization: DPoP <access_token of the answer, unchanged>',
    },
  },
  {
    title: 'Revoking and asking about tokens',
    clauses: /^(RFC7009|RFC7662|MS-6\.2)/,
    why: 'Who may ask about a token learns who the customer is and what they allowed. So only the API for which it was issued may ask, and only the client that holds a token may end it.',
    example: {
      of: 'a revocation request',
      wrong: 'POST /revoke with the token in the query',
      right: 'POST /revoke\ntoken=…&client_assertion_type=…&client_assertion=eyJ…',
    },
  },
  {
    title: 'The customer who signs in',
    clauses: /^(OIDC-3\.1\.2\.(2|6)|OIDC-3\.1\.2\.1-id-token-hint|RFC9470)/,
    why: 'What a customer is asked may depend on who it is and on how they proved it. A bank answers for no other customer than the one who was named, and says plainly which sign-in would do.',
    example: {
      of: 'after insufficient_user_authentication',
      wrong: 'refresh the token; the sign-in behind it stays as old as it is',
      right: 'a new pushed request with the acr_values and max_age of the challenge',
    },
  },
  {
    title: 'Grants and their management',
    clauses: /^GM-/,
    why: 'A grant_id is no secret: it is in token responses and in logs. So each call proves the client, an action says exactly what is to happen to the grant, and nobody learns of another’s.',
    example: {
      of: 'a pushed request that changes a grant',
      wrong: 'grant_id=TSdqirmAxDa0…                 and no action',
      right: 'grant_id=TSdqirmAxDa0…&grant_management_action=replace',
    },
  },
  {
    title: 'Registration',
    clauses: /^RFC759[12]-/,
    why: 'A registration decides whose keys are believed and where codes are sent. The directory vouches for both with its signature, and only who holds the registration token may change them.',
    example: {
      of: 'a registration request',
      wrong: '{ "software_statement": "<of another directory, or of last week>" }',
      right:
        'POST https://directory.example/organisations/…/statements\nPOST https://bank.example/harbour/register\n{ "software_statement": "<the fresh one>", "token_endpoint_auth_method": "private_key_jwt" }',
    },
  },
];
