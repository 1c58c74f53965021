/** What an error code means and what to do about it. */
export interface Explanation {
  readonly title: string;
  readonly meaning: string;
  readonly fixes: readonly string[];
  /** Where the code is defined. */
  readonly source: string;
}

export interface ErrorGroup {
  readonly title: string;
  readonly words: string;
  readonly codes: Readonly<Record<string, Explanation>>;
}

const authorization: ErrorGroup = {
  title: 'On the way through the bank',
  words: 'Sent to the redirect URI, together with state and iss.',
  codes: {
    access_denied: {
      title: 'The customer or the bank said no',
      meaning:
        'The customer cancelled, did not pass the sign-in, or did not decide in time. Nothing was shared, and no code was issued.',
      fixes: [
        'Offer to start again; ask nothing of the customer that they did not do.',
        'Do not retry by yourself: a new journey needs the customer.',
      ],
      source: 'RFC 6749 4.1.2.1',
    },
    login_required: {
      title: 'The customer has to sign in',
      meaning: 'The request asked for no interaction (prompt=none), but nobody is signed in.',
      fixes: ['Push the request again without prompt=none.'],
      source: 'OpenID Connect Core 3.1.2.6',
    },
    consent_required: {
      title: 'The customer has to consent',
      meaning: 'The request asked for no interaction (prompt=none), but consent is needed.',
      fixes: ['Push the request again without prompt=none.'],
      source: 'OpenID Connect Core 3.1.2.6',
    },
    interaction_required: {
      title: 'The customer has to do something',
      meaning: 'The request asked for no interaction (prompt=none), but the bank has a question.',
      fixes: ['Push the request again without prompt=none.'],
      source: 'OpenID Connect Core 3.1.2.6',
    },
    account_selection_required: {
      title: 'The customer has to choose',
      meaning: 'The request asked for no interaction, but there is more than one to choose from.',
      fixes: ['Push the request again without prompt=none.'],
      source: 'OpenID Connect Core 3.1.2.6',
    },
    unmet_authentication_requirements: {
      title: 'The asked strength of authentication was not reached',
      meaning: 'The acr that the request calls essential cannot be met for this customer.',
      fixes: ['Ask for an acr value that the bank’s metadata lists in acr_values_supported.'],
      source: 'OpenID Connect Unmet Authentication Requirements',
    },
    server_error: {
      title: 'The server failed',
      meaning: 'Something went wrong that is not your client’s doing.',
      fixes: ['Try again once.', 'Keep the interaction id: it finds the log lines.'],
      source: 'RFC 6749 4.1.2.1',
    },
    temporarily_unavailable: {
      title: 'The server cannot answer right now',
      meaning: 'It is starting, stopping, or its database is away.',
      fixes: ['Wait as long as Retry-After says, then try again.'],
      source: 'RFC 6749 4.1.2.1',
    },
  },
};

const backChannel: ErrorGroup = {
  title: 'At the PAR and token endpoints',
  words: 'A JSON body with error and error_description.',
  codes: {
    invalid_request: {
      title: 'A parameter is missing, repeated or malformed',
      meaning: 'The request cannot be read as the profile wants it.',
      fixes: [
        'Send each parameter once, in a form-encoded body.',
        'At PAR: response_type=code, redirect_uri, code_challenge with S256, and no request_uri.',
      ],
      source: 'RFC 6749 5.2, RFC 9126 2.3',
    },
    invalid_client: {
      title: 'The client could not be authenticated',
      meaning: 'The assertion’s signature, audience, times or identifiers do not hold.',
      fixes: [
        'Set aud to the issuer as one string: not an array, not the endpoint’s URL.',
        'Sign with a key of the registered JWKS and put its kid into the header.',
        'Use every jti once, keep exp close, and compare your clock with the Date header.',
      ],
      source: 'RFC 6749 5.2, FAPI 2.0 SP 5.3.2.1',
    },
    invalid_grant: {
      title: 'The code or refresh token is of no use',
      meaning:
        'It was used before, has run out, belongs to another client, or the consent behind it has ended. A wrong code_verifier or redirect_uri reads the same.',
      fixes: [
        'Exchange a code once, within 60 seconds.',
        'Send the code_verifier and redirect_uri of the same journey.',
        'If it was a refresh token: ask the customer for a new consent.',
      ],
      source: 'RFC 6749 5.2, RFC 7636 4.6',
    },
    invalid_scope: {
      title: 'A scope is unknown or not yours',
      meaning: 'The scope goes beyond the registration, or beyond what was granted.',
      fixes: ['Ask for registered scopes alone, for example “openid accounts”.'],
      source: 'RFC 6749 5.2',
    },
    unauthorized_client: {
      title: 'The client may not use this grant',
      meaning: 'The grant type is not among those of the registration.',
      fixes: ['Register the grant type, or use another one.'],
      source: 'RFC 6749 5.2',
    },
    unsupported_grant_type: {
      title: 'The grant type does not exist here',
      meaning: 'The token endpoint knows authorization_code, refresh_token and client_credentials.',
      fixes: ['Use a grant type that the metadata lists.'],
      source: 'RFC 6749 5.2',
    },
    unsupported_response_type: {
      title: 'Only the code flow is allowed',
      meaning: 'FAPI 2.0 knows response_type=code and nothing else.',
      fixes: ['Send response_type=code.'],
      source: 'FAPI 2.0 SP 5.3.2.2',
    },
    invalid_request_uri: {
      title: 'The request_uri is unknown, spent or too old',
      meaning: 'A pushed request lives a minute or so and ends with its authorization.',
      fixes: [
        'Push again and send the browser at once.',
        'Use the request_uri with the same client_id.',
      ],
      source: 'RFC 9126 4',
    },
    invalid_request_object: {
      title: 'The signed request does not hold',
      meaning: 'Signature, audience or times of the request object are wrong.',
      fixes: ['Sign with a registered key, aud = issuer, nbf and exp within the hour.'],
      source: 'RFC 9101 6',
    },
    request_not_supported: {
      title: 'A request object is not taken here',
      meaning: 'This bank’s profile reads plain parameters at PAR, not a signed request.',
      fixes: ['Push the parameters themselves, or use a bank with message signing.'],
      source: 'RFC 9101 6.3',
    },
    request_uri_not_supported: {
      title: 'This request_uri is not taken',
      meaning: 'Only a request_uri that the bank itself gave out at PAR is known to it.',
      fixes: ['Push the request and use the request_uri of the answer.'],
      source: 'RFC 9101 6.3, RFC 9126 4',
    },
    invalid_authorization_details: {
      title: 'The authorization details are not as their schema says',
      meaning: 'An unknown type or field, a wrong value, or more than was granted.',
      fixes: [
        'Compare with the schema of urn:sandbank:account-access:v1.',
        'ReadTransactionsBasic or Detail goes with ReadTransactionsCredits or Debits, and the other way round.',
        'Give an ExpirationDateTime in the future.',
      ],
      source: 'RFC 9396 5',
    },
    invalid_dpop_proof: {
      title: 'The DPoP proof does not hold',
      meaning:
        'One of its checks failed: typ, alg, signature, htm, htu, iat, jti, ath, or the key is another one than the token is bound to.',
      fixes: [
        'htu is the URL without query and fragment; htm the method in capitals.',
        'Make a new proof with a new jti for every request, retries included.',
        'At the API, ath is the hash of exactly the token you send.',
      ],
      source: 'RFC 9449 4.3',
    },
    use_dpop_nonce: {
      title: 'The proof needs the server’s nonce',
      meaning: 'Part of the protocol, no fault: the answer carries the nonce to use in DPoP-Nonce.',
      fixes: [
        'Repeat the call once with a new proof that has this nonce.',
        'Keep nonces per server: the authorization server’s is not the API’s.',
      ],
      source: 'RFC 9449 8 and 9',
    },
    invalid_target: {
      title: 'The resource is unknown',
      meaning: 'The resource or locations value names no API of this bank.',
      fixes: ['Use the resource_base of the bank.'],
      source: 'RFC 8707 2',
    },
  },
};

const resource: ErrorGroup = {
  title: 'At the bank’s API',
  words:
    'A 401 has a WWW-Authenticate challenge and no body; other refusals have an Open Banking body.',
  codes: {
    invalid_token: {
      title: 'The access token is expired, revoked or not for this API',
      meaning: 'Access tokens live five minutes, and end with their consent.',
      fixes: ['Refresh, then repeat the call.', 'If refreshing fails too: ask for a new consent.'],
      source: 'RFC 6750 3.1',
    },
    insufficient_scope: {
      title: 'The token does not reach so far',
      meaning: 'A scope or permission is missing for this call.',
      fixes: ['Ask for the permission in authorization_details; granted ones cannot be widened.'],
      source: 'RFC 6750 3.1',
    },
    insufficient_user_authentication: {
      title: 'The customer has to authenticate anew',
      meaning: 'The call wants a fresher or stronger authentication than the token tells of.',
      fixes: ['Start a journey with the acr_values or max_age of the challenge.'],
      source: 'RFC 9470 3',
    },
    U000: {
      title: 'Unexpected error',
      meaning: 'The bank could not complete the call for a reason without a code of its own.',
      fixes: ['Try again once.', 'Keep the interaction id.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U002: {
      title: 'A field has an invalid value',
      meaning: 'Path names the parameter or field at fault.',
      fixes: ['Correct the value that Path names.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U003: {
      title: 'A date is invalid',
      meaning: 'A date cannot be read, or a span ends before it begins.',
      fixes: ['Use ISO 8601, for example 2026-03-01T00:00:00.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U004: {
      title: 'A field is missing',
      meaning: 'Path names what has to be there.',
      fixes: ['Add the field.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U006: {
      title: 'A header is invalid',
      meaning: 'A header is missing, malformed, or asks for what the API cannot give.',
      fixes: [
        'Accept application/json.',
        'x-idempotency-key has 1 to 40 characters, x-fapi-interaction-id is a UUID.',
      ],
      source: 'Open Banking Read/Write v4.0',
    },
    U008: {
      title: 'The consent does not cover the request',
      meaning: 'The account, permission or payment is not what the customer allowed.',
      fixes: [
        'Use the AccountIds of the granted authorization_details.',
        'A payment is sent with the very values of its consent.',
      ],
      source: 'Open Banking Read/Write v4.0',
    },
    U009: {
      title: 'The consent is in no state to be used',
      meaning: 'It waits for approval, was revoked, has expired or was spent.',
      fixes: ['Ask the customer for a new consent.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U011: {
      title: 'The resource was not found',
      meaning: 'The id names nothing at this bank; the standard answers 400, not 404.',
      fixes: ['Take ids from earlier answers; do not make them up.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U014: {
      title: 'A limit is broken',
      meaning: 'The amount goes beyond a limit of the consent.',
      fixes: ['Stay below the limits that the customer agreed to.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U028: {
      title: 'The customer must authenticate again',
      meaning: 'The bank wants a new authentication before it gives this data.',
      fixes: ['Run a new journey for the same consent.'],
      source: 'Open Banking Read/Write v4.0',
    },
    U029: {
      title: 'Duplicate',
      meaning: 'The same order was sent before.',
      fixes: ['Read the order that exists instead of sending another.'],
      source: 'Open Banking Read/Write v4.0',
    },
  },
};

const portal: ErrorGroup = {
  title: 'In this portal',
  words: 'What Tally itself says when it stops.',
  codes: {
    unknown_state: {
      title: 'This answer belongs to no journey of this browser',
      meaning:
        'The state is unknown, was used before, is older than half an hour, or was made for another browser. Tally sends no token request then.',
      fixes: ['Start the journey again, in this browser.', 'Do not open a callback address twice.'],
      source: 'RFC 9700 2.1, FAPI 2.0 SP 5.3.3.2',
    },
    untrusted_response: {
      title: 'The client did not trust the answer',
      meaning:
        'A check failed: issuer, nonce, token type, key binding or signature. Tally stopped before it used anything of it.',
      fixes: ['Open the flow: the failed check shows what was expected and what came.'],
      source: 'FAPI 2.0 SP 5.3.3',
    },
    bank_unavailable: {
      title: 'The bank does not answer',
      meaning: 'No connection, no answer in time, or an answer that cannot be read.',
      fixes: ['See whether the sandbox is running: npm run sandbox -- status.'],
      source: 'This portal',
    },
    bank_refused: {
      title: 'The bank refused the call',
      meaning: 'The bank’s own error code says more.',
      fixes: ['Open the flow and read the bank’s answer.'],
      source: 'This portal',
    },
    reconnect_required: {
      title: 'The permission has ended',
      meaning:
        'The consent was revoked or has expired, or the refresh token is of no use any more.',
      fixes: ['Connect the bank again.'],
      source: 'This portal',
    },
  },
};

export const errorGroups: readonly ErrorGroup[] = [authorization, backChannel, resource, portal];

/** The explanation of a code; undefined for one that is not in the guide. */
export const explanationOf = (code: string): Explanation | undefined =>
  errorGroups.flatMap(({ codes }) => (Object.hasOwn(codes, code) ? [codes[code]] : [])).at(0);
