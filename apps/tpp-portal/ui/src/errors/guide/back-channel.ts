import type { ErrorGroup } from './explanation.js';

/** Errors of the PAR and token endpoints. */
export const backChannel: ErrorGroup = {
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
        'Compare with the schema of its type, which the bank serves.',
        'A ConsentId must be one of your own, of this bank and type, that still waits for its customer or lives.',
        'At the token endpoint, ask for no more than the customer allowed.',
        'ReadTransactionsBasic or Detail goes with ReadTransactionsCredits or Debits, and the other way round.',
        'Give an ExpirationDateTime in the future.',
      ],
      source: 'RFC 9396 5',
    },
    invalid_grant_id: {
      title: 'No grant of yours can be changed under this id',
      meaning:
        'The grant_id is unknown, ended, not claimed yet, another app’s, or that of another customer than the one who signed in.',
      fixes: [
        'Use the grant_id of the last token response for this customer.',
        'Ask GET {grant_management_endpoint}/{grant_id} whether the grant still is.',
        'Begin anew without grant_id when it has ended.',
      ],
      source: 'Grant Management 5.4',
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
