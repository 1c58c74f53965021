// Made from docs/clauses.json by `node tools/generated-docs.mjs`; do not edit.

/** A rule that can refuse: what it demands, and what to change in a client that it refuses. */
export interface ExplainedRule {
  readonly specification: string;
  readonly summary: string;
  readonly fix: string;
}

/** The rules by clause. */
export const rules: Readonly<Record<string, ExplainedRule | undefined>> = {
  'SP-5.3.2.1-2': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Refuse the resource owner password grant.',
    fix: 'Use grant_type authorization_code, refresh_token or client_credentials; the password and implicit grants do not exist here.',
  },
  'SP-5.3.2.1-4': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Issue only access tokens that are bound to their sender.',
    fix: 'Send a DPoP header with a proof signed by your key, or use your client certificate at the mutual-TLS endpoint, as your registration says; bearer tokens are not issued.',
  },
  'SP-5.3.2.1-6': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Authenticate clients by mutual TLS or private_key_jwt, as they registered.',
    fix: 'Authenticate with the method you registered in token_endpoint_auth_method: a signed client_assertion, or your client certificate at the mutual-TLS endpoint. Client secrets do not exist here.',
  },
  'SP-5.3.2.1-8': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Accept only the issuer, as one string, for the audience of a client assertion.',
    fix: 'Set aud of the client assertion to the issuer exactly as discovery publishes it, as one string: no array, no token endpoint URL, no trailing slash added.',
  },
  'SP-5.3.2.1-11': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Let an authorization code live at most 60 seconds.',
    fix: 'Redeem the authorization code at once: it lives 60 seconds. If it is too late, start a new authorization.',
  },
  'SP-5.3.2.1-13': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Accept a JWT dated up to 10 s ahead; refuse one dated more than 60 s ahead.',
    fix: 'Set the clock of your server by NTP. iat and nbf may be a few seconds ahead of the bank’s clock at most, and must be numbers of seconds.',
  },
  'SP-5.3.2.2-1': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Accept no response_type but code.',
    fix: 'Push response_type=code and nothing else.',
  },
  'SP-5.3.2.2-3': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Refuse authorization requests that were not pushed.',
    fix: 'Push every parameter to the pushed_authorization_request_endpoint first; the browser then brings client_id and the request_uri from its answer, nothing more.',
  },
  'SP-5.3.2.2-5': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Demand PKCE with S256.',
    fix: 'Push code_challenge with code_challenge_method=S256; plain, and no challenge at all, are refused.',
  },
  'SP-5.3.2.2-6': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Demand redirect_uri in the pushed request.',
    fix: 'Push redirect_uri every time, even if you registered only one.',
  },
  'SP-5.3.2.2-8': {
    specification: 'FAPI 2.0 Security Profile',
    summary:
      'Send no authorization response in the clear: redirect URIs are https, or http on a loopback address.',
    fix: 'Use an https redirect URI; http is only for native apps on 127.0.0.1 or [::1].',
  },
  'SP-5.3.2.2-9': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Refuse a code that was used.',
    fix: 'Redeem a code once. After a timeout do not send it again: everything issued from it is revoked then. Start a new authorization.',
  },
  'SP-5.3.2.2-14': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Accept a nonce of up to 64 characters; a longer one may be refused, never cut.',
    fix: 'Shorten nonce; 64 characters are always accepted.',
  },
  'SP-5.3.2.2-note-4': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Bear a state of more than a thousand characters.',
    fix: 'Shorten state: keep what belongs to it on your server and send a reference.',
  },
  'SP-5.3.4-1': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Accept the access token in the Authorization header.',
    fix: 'Send the access token in the Authorization header, once: not in the body, and never leave it out.',
  },
  'SP-5.3.4-2': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Accept an access token in the query.',
    fix: 'Take the access token out of the query and send it in the Authorization header.',
  },
  'SP-5.3.4-3': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Check that the token is valid, whole, unexpired and not revoked.',
    fix: 'Ask the customer again: the consent behind the token has ended or was withdrawn, or the customer must sign in anew. Start a new authorization; do not retry with this token.',
  },
  'SP-5.3.4-4': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Check that the authorization covers the request, else answer as RFC 6750 says.',
    fix: 'Ask for the scope and the permissions that this resource needs when you push the request; a token cannot be widened later.',
  },
  'SP-5.3.4-5': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Verify the sender constraint, which every token has exactly once.',
    fix: 'Use a token that was issued with a DPoP proof or with a client certificate; this one is bound to neither, or to both.',
  },
  'SP-5.4.1-1.2': {
    specification: 'FAPI 2.0 Security Profile',
    summary: 'Use PS256, ES256 or EdDSA with Ed25519 only.',
    fix: 'Sign with the algorithm you registered, one of PS256, ES256 or EdDSA with Ed25519; RS256 and none are refused.',
  },
  'SP-6.4': {
    specification: 'FAPI 2.0 Security Profile',
    summary:
      'Guard against a leaked request: it belongs to the browser that opened it, is answered once, and its code is exchanged once.',
    fix: 'Send the customer to the request once, in one browser; push a new request to start again in another.',
  },
  'SP-6.4-cookie': {
    specification: 'FAPI 2.0 Security Profile',
    summary:
      'Let a look without cookies, as of a link preview, neither take the request nor go on with it.',
    fix: 'Send the customer’s browser to the authorization endpoint; a preview or a fetch without cookies cannot go on.',
  },
  'RFC9126-2.1': {
    specification: 'RFC 9126 · Pushed authorization requests',
    summary:
      'Authenticate the client, refuse request_uri, and check the request as if it came to the authorization endpoint.',
    fix: 'Do not push request_uri: push the parameters themselves.',
  },
  'RFC9126-2.2': {
    specification: 'RFC 9126 · Pushed authorization requests',
    summary: 'Bind a request_uri that cannot be guessed to the client that pushed.',
    fix: 'Bring a request_uri to the authorization endpoint with the client_id that pushed it.',
  },
  'RFC9126-4': {
    specification: 'RFC 9126 · Pushed authorization requests',
    summary: 'Refuse a request_uri that is unknown or has expired.',
    fix: 'Push a new request when the customer clicks and redirect at once; a request_uri lives for a minute or two.',
  },
  'RFC9126-7.3': {
    specification: 'RFC 9126 · Pushed authorization requests',
    summary: 'Use a request_uri once.',
    fix: 'Push a new request for each authorization; this one was answered already.',
  },
  'RFC9126-7.4': {
    specification: 'RFC 9126 · Pushed authorization requests',
    summary:
      'Look at the client’s registration again when the customer comes and when they decide.',
    fix: 'Keep the client active and its redirect_uris and grant_types as they were while a customer is on the way; then push anew.',
  },
  'RFC9126-7.4-scope': {
    specification: 'RFC 9126 · Pushed authorization requests',
    summary: 'Refuse at authorization time a scope that the client has lost since it pushed.',
    fix: 'Ask for scopes of your registration as it is now.',
  },
  'RFC9126-7.4-details': {
    specification: 'RFC 9126 · Pushed authorization requests',
    summary:
      'Refuse at authorization time a type of authorization details that the client has lost since it pushed.',
    fix: 'Ask for types of authorization details of your registration as it is now.',
  },
  'RFC7636-4.1': {
    specification: 'RFC 7636 · PKCE',
    summary: 'Take a code_verifier of 43 to 128 unreserved characters.',
    fix: 'Send code_verifier: 43 to 128 characters out of letters, digits and -._~.',
  },
  'RFC7636-4.2': {
    specification: 'RFC 7636 · PKCE',
    summary: 'Take a code_challenge of the form that S256 makes.',
    fix: 'Make code_challenge as base64url(SHA-256(code_verifier)) without padding: always 43 characters.',
  },
  'RFC7636-4.6': {
    specification: 'RFC 7636 · PKCE',
    summary: 'Answer invalid_grant where the verifier is missing or does not match.',
    fix: 'Send the code_verifier whose challenge you pushed; keep it with the customer’s session, not in a place that a second login overwrites.',
  },
  'RFC9449-4.3-3': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Demand all the claims of a DPoP proof.',
    fix: 'Put jti, htm, htu and iat into each DPoP proof.',
  },
  'RFC9449-4.3-4': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Demand the type dpop+jwt.',
    fix: 'Set typ of the DPoP proof’s header to dpop+jwt.',
  },
  'RFC9449-4.3-5': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Demand a supported asymmetric algorithm.',
    fix: 'Sign the DPoP proof with ES256, PS256 or EdDSA with Ed25519.',
  },
  'RFC9449-4.3-6': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Verify the proof’s signature with its own key.',
    fix: 'Sign the DPoP proof with the private half of the very key in its jwk header.',
  },
  'RFC9449-4.3-8': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Demand that htm is the method of the request.',
    fix: 'Set htm to the method of this request, in capitals.',
  },
  'RFC9449-4.3-9': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Demand that htu is the address of the request, without query and fragment.',
    fix: 'Set htu to the URL you call, as the server publishes it, without query and fragment. Behind a proxy use the public URL; at the mutual-TLS endpoint use that one’s.',
  },
  'RFC9449-4.3-10': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Demand a nonce that this server gave and that is still current.',
    fix: 'Take the nonce from the DPoP-Nonce header of the answer, put it into a new proof and send the request once more. Keep the latest nonce for each server.',
  },
  'RFC9449-4.3-11': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Demand that the proof was made just now.',
    fix: 'Make a new proof for each request, just before it is sent, and set your server’s clock by NTP.',
  },
  'RFC9449-4.3-12-ath': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Demand that ath is the digest of the access token.',
    fix: 'Set ath to base64url(SHA-256(access token)) of the token in the same request.',
  },
  'RFC9449-4.3-12-key': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Demand that the proof’s key is the one the token is bound to.',
    fix: 'Sign the proof with the key for which the token was issued; a new key needs a new token.',
  },
  'RFC9449-4.3-1': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Refuse more than one DPoP header.',
    fix: 'Send exactly one DPoP header; look for a proxy or a library that adds a second.',
  },
  'RFC9449-7.1': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Take the scheme DPoP with a proof, its ath and its key.',
    fix: 'Send Authorization: DPoP <token> and a DPoP proof for this request.',
  },
  'RFC9449-7.2': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Refuse a DPoP-bound token that is presented as Bearer, and the other way round.',
    fix: 'Send the token once, under its own scheme: DPoP with a proof when it is bound to a key, Bearer when it is bound to your certificate.',
  },
  'RFC9449-10': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Refuse a code at the token endpoint under another key than the pushed one.',
    fix: 'Use at the token endpoint the DPoP key that the pushed request was bound to.',
  },
  'RFC9449-10.1': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Take dpop_jkt and a proof with the pushed request; refuse two that differ.',
    fix: 'Push either dpop_jkt or a proof; if you send both, dpop_jkt must be the thumbprint of the proof’s key.',
  },
  'RFC9449-11.1': {
    specification: 'RFC 9449 · DPoP',
    summary: 'Accept proofs of limited age, and each jti once.',
    fix: 'Make a new proof with a new jti for every request, also for a repeated one.',
  },
  'RFC9068-4': {
    specification: 'RFC 9068 · JWT access tokens',
    summary: 'Refuse what is no well-formed JWT.',
    fix: 'Send the access token unchanged, as the token endpoint returned it; what came is no well-formed JWT.',
  },
  'RFC9068-4-typ': {
    specification: 'RFC 9068 · JWT access tokens',
    summary: 'Demand the type at+jwt.',
    fix: 'Send an access token; an ID token or another JWT opens nothing here.',
  },
  'RFC9068-4-iss': {
    specification: 'RFC 9068 · JWT access tokens',
    summary: 'Demand the bank’s own issuer.',
    fix: 'Use a token of the bank whose API you call.',
  },
  'RFC9068-4-aud': {
    specification: 'RFC 9068 · JWT access tokens',
    summary: 'Demand an audience that contains this API.',
    fix: 'Use a token issued for this API; name it in resource if the bank serves several.',
  },
  'RFC9068-4-signature': {
    specification: 'RFC 9068 · JWT access tokens',
    summary: 'Verify the signature with the issuer’s key, never none.',
    fix: 'Send the access token unchanged, as the token endpoint returned it.',
  },
  'RFC9068-4-exp': {
    specification: 'RFC 9068 · JWT access tokens',
    summary: 'Refuse an expired token.',
    fix: 'Refresh the access token before it expires: it lives for expires_in seconds.',
  },
  'RFC9068-2.2': {
    specification: 'RFC 9068 · JWT access tokens',
    summary: 'Demand all the claims of an access token.',
    fix: 'Use a token of the bank’s token endpoint, unchanged; this one lacks claims every access token has.',
  },
  'RFC8707-2': {
    specification: 'RFC 8707 · Resource indicators',
    summary: 'Refuse a resource that is no absolute URI or is not served.',
    fix: 'Set resource to the identifier that the API’s metadata publish, or leave it out.',
  },
  'RFC8705-2': {
    specification: 'RFC 8705 · Mutual TLS',
    summary: 'Demand client_id beside a certificate.',
    fix: 'Send client_id in every request that you authenticate with your certificate.',
  },
  'RFC8705-2.1': {
    specification: 'RFC 8705 · Mutual TLS',
    summary: 'Validate the chain of a certificate for tls_client_auth.',
    fix: 'Use a certificate for clients from an authority that the bank trusts, send its intermediate certificates along, and renew it in time.',
  },
  'RFC8705-2.1-name': {
    specification: 'RFC 8705 · Mutual TLS',
    summary:
      'Compare the name in the certificate with the registered one: distinguished names by RFC 4517, addresses in binary.',
    fix: 'Use a certificate with the name you registered in tls_client_auth_…, or have the registration changed.',
  },
  'RFC8705-2.1.2': {
    specification: 'RFC 8705 · Mutual TLS',
    summary: 'Know a client of tls_client_auth by exactly one of the five names.',
    fix: 'Register exactly one of tls_client_auth_subject_dn, _san_dns, _san_uri, _san_ip and _san_email.',
  },
  'RFC8705-2.2': {
    specification: 'RFC 8705 · Mutual TLS',
    summary:
      'Accept for self_signed_tls_client_auth only a certificate that the client registered as x5c, whoever issued it.',
    fix: 'Add the certificate as x5c to a key of your jwks or jwks_uri; another certificate around the same key is another certificate.',
  },
  'RFC8705-2.2-validity': {
    specification: 'RFC 8705 · Mutual TLS',
    summary:
      'Believe a self-signed certificate only from notBefore to notAfter: the standard leaves it open, and the certificate says so itself.',
    fix: 'Register a certificate that has not expired.',
  },
  'RFC8705-3': {
    specification: 'RFC 8705 · Mutual TLS',
    summary: 'Refuse a token whose certificate is not that of the connection.',
    fix: 'Call the resource at its address for mutual TLS, with the certificate that was shown when the token was issued; with a new certificate refresh the token first.',
  },
  'RFC6749-2.3': {
    specification: 'RFC 6749 · OAuth 2.0',
    summary: 'Accept two ways of client authentication in one request.',
    fix: 'Authenticate one way only: no client_secret and no Authorization header beside the assertion.',
  },
  'RFC6749-3.1': {
    specification: 'RFC 6749 · OAuth 2.0',
    summary: 'Refuse a parameter that is sent more than once, or that is no text in UTF-8.',
    fix: 'Send each parameter once, form-encoded as UTF-8 and without U+0000; only resource may come again.',
  },
  'RFC6749-3.3': {
    specification: 'RFC 6749 · OAuth 2.0',
    summary: 'Refuse a scope that the client is not registered for.',
    fix: 'Ask only for scopes of your registration, or have the registration extended.',
  },
  'RFC6749-4.1.2.1': {
    specification: 'RFC 6749 · OAuth 2.0',
    summary: 'Redirect for a client that is not known.',
    fix: 'Use the client_id that this bank registered, exactly; each bank has its own.',
  },
  'RFC6749-4.1.3': {
    specification: 'RFC 6749 · OAuth 2.0',
    summary: 'Demand the code.',
    fix: 'Send the parameter code that came back to your redirect URI.',
  },
  'RFC6749-4.1.3-client': {
    specification: 'RFC 6749 · OAuth 2.0',
    summary: 'Take a code only from the client it was issued to.',
    fix: 'Redeem the code as the client that asked for it. If you did, somebody injected a foreign code: end that session.',
  },
  'RFC6749-4.1.3-redirect': {
    specification: 'RFC 6749 · OAuth 2.0',
    summary: 'Demand the redirect_uri of the authorization request where one is sent.',
    fix: 'Send in the token request the redirect_uri of the pushed request, character by character.',
  },
  'RFC6749-5.2': {
    specification: 'RFC 6749 · OAuth 2.0',
    summary: 'Answer invalid_grant to an unknown code or refresh token.',
    fix: 'Send the code or refresh token exactly as you received it, to the bank that issued it.',
  },
  'RFC6749-5.2-client': {
    specification: 'RFC 6749 · OAuth 2.0',
    summary: 'Refuse a client that is unknown, frozen or removed.',
    fix: 'Use the client_id of your registration at this bank. If it is right, nothing is wrong with the request: an operator of the bank has frozen the client, or it was removed there; ask whoever runs the sandbox.',
  },
  'RFC6749-6': {
    specification: 'RFC 6749 · OAuth 2.0',
    summary: 'Demand the refresh token.',
    fix: 'Send the parameter refresh_token.',
  },
  'RFC6749-6-scope': {
    specification: 'RFC 6749 · OAuth 2.0',
    summary: 'Let a refresh narrow the scope, never widen it.',
    fix: 'Ask for no more scopes than were granted, or leave scope out.',
  },
  'RFC6749-10.4': {
    specification: 'RFC 6749 · OAuth 2.0',
    summary: 'Take a refresh token only from the client it was issued to.',
    fix: 'Use the refresh token as the client to which it was issued.',
  },
  'RFC9700-4.14': {
    specification: 'RFC 9700 · OAuth security best practice',
    summary: 'Refuse a refresh token that has expired or was revoked.',
    fix: 'Start a new authorization: the refresh token has ended, or the customer withdrew the permission. Do not retry.',
  },
  'RFC7523-2.2': {
    specification: 'RFC 7521 and 7523 · Client assertions',
    summary: 'Demand the assertion type jwt-bearer with an assertion.',
    fix: 'Send client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer beside the assertion.',
  },
  'RFC7523-3-4': {
    specification: 'RFC 7521 and 7523 · Client assertions',
    summary: 'Refuse a client assertion that has expired or has no exp.',
    fix: 'Sign a new assertion for each request with exp about a minute ahead, in seconds, and set your server’s clock by NTP.',
  },
  'RFC7523-3-4-lifetime': {
    specification: 'RFC 7521 and 7523 · Client assertions',
    summary: 'Refuse a client assertion whose exp lies unreasonably far ahead.',
    fix: 'Let the assertion live five minutes at most: exp in seconds (not milliseconds), about a minute ahead.',
  },
  'OIDC-9-jti': {
    specification: 'OpenID Connect Core',
    summary: 'Demand a jti, so that an assertion is used once.',
    fix: 'Put a new random jti into every assertion, also for a repeated request.',
  },
  'RFC7521-4.2': {
    specification: 'RFC 7521 and 7523 · Client assertions',
    summary: 'Refuse a client_id that is not the client of the assertion.',
    fix: 'Leave client_id out, or make it the same as sub of the assertion.',
  },
  'RFC9700-2.1': {
    specification: 'RFC 9700 · OAuth security best practice',
    summary: 'Compare redirect_uri with the registered ones as exact strings.',
    fix: 'Use a registered redirect URI character by character: same port, same path, same trailing slash, same query.',
  },
  'OIDC-3.1.2.1-response-mode': {
    specification: 'OpenID Connect Core',
    summary: 'Refuse a response_mode that is not offered.',
    fix: 'Leave response_mode out, or set it to one that discovery lists.',
  },
  'RFC7523-3-9': {
    specification: 'RFC 7521 and 7523 · Client assertions',
    summary: 'Verify the assertion’s signature with a registered key.',
    fix: 'Sign with a private key whose public half is registered, and put its kid into the header. After a key change publish the new key before you use it.',
  },
  'RFC7591-2': {
    specification: 'RFC 7591 · Client metadata and registration',
    summary: 'Let a client use only the grant types it is registered for.',
    fix: 'Use a grant type of your registration, or have the registration extended.',
  },
  'RFC7591-2-scope': {
    specification: 'RFC 7591 · Client metadata and registration',
    summary: 'Refuse a refresh for a scope that the client has lost since the customer agreed.',
    fix: 'Refresh with scope naming those of the grant that your registration still has, or have the registration extended again.',
  },
  'RFC7519-4.1.5': {
    specification: 'RFC 7519 · JSON Web Token',
    summary: 'Refuse a token before its time.',
    fix: 'Set your server’s clock by NTP, and use the token only from its time on.',
  },
  'RFC8725-3.11': {
    specification: 'RFC 8725 · JWT best practice',
    summary: 'Refuse a JWT of another type in the place of a client assertion.',
    fix: 'Set typ of the assertion to client-authentication+jwt or JWT; another kind of JWT cannot stand in for it.',
  },
  'RFC9101-7': {
    specification: 'RFC 9101 · Request objects',
    summary: 'Refuse request objects, which this profile does not offer.',
    fix: 'Push plain parameters; request objects are not offered. Bring only a request_uri that this bank’s answer gave you.',
  },
  'OIDC-9': {
    specification: 'OpenID Connect Core',
    summary: 'Demand that iss and sub of an assertion are the client.',
    fix: 'Set iss and sub of the client assertion to your client_id.',
  },
  'OIDC-3.1.2.1-prompt': {
    specification: 'OpenID Connect Core',
    summary: 'Understand prompt and refuse values that are not supported.',
    fix: 'Send prompt values that discovery lists; none stands alone.',
  },
  'OIDC-3.1.2.1-max-age': {
    specification: 'OpenID Connect Core',
    summary:
      'Understand max_age as a whole number of seconds; ask again for a sign-in that is older when the customer decides.',
    fix: 'Send max_age as a whole number of seconds.',
  },
  'OIDC-3.1.2.1-acr-values': {
    specification: 'OpenID Connect Core',
    summary: 'Take acr_values as a wish; refuse a list beyond any use.',
    fix: 'Name the few acr values that discovery lists.',
  },
  'OIDC-3.1.2.1-login-hint': {
    specification: 'OpenID Connect Core',
    summary:
      'Take login_hint as what the field for the user name may say; refuse one longer than a name.',
    fix: 'Shorten login_hint to the customer’s name at the bank.',
  },
  'OIDC-3.1.2.1-id-token-hint': {
    specification: 'OpenID Connect Core',
    summary:
      'Take as id_token_hint only an ID token that this bank signed for this client, expired or not, under whatever key.',
    fix: 'Send an ID token that this bank gave to this very client, unchanged, or leave id_token_hint out.',
  },
  'OIDC-3.1.2.2': {
    specification: 'OpenID Connect Core',
    summary:
      'Answer for no other customer than the one whom id_token_hint or a requested sub names.',
    fix: 'Let the customer whom you named sign in, or name nobody.',
  },
  'OIDC-3.1.2.2-sub': {
    specification: 'OpenID Connect Core',
    summary: 'Refuse a request that names two customers.',
    fix: 'Let id_token_hint and the sub in claims name the same customer.',
  },
  'RFC7523-3': {
    specification: 'RFC 7521 and 7523 · Client assertions',
    summary: 'Refuse a client assertion that is not a well-formed JWT.',
    fix: 'Send client_assertion as a compact signed JWT: three parts of base64url, unencrypted.',
  },
  'OIDC-3.1.2.1': {
    specification: 'OpenID Connect Core',
    summary: 'Give an ID token for openid, about a customer alone.',
    fix: 'Ask for openid only where a customer signs in; a client’s own token has no ID token.',
  },
  'OIDC-3.1.2.6': {
    specification: 'OpenID Connect Core',
    summary: 'Answer prompt none with login_required where the customer must sign in.',
    fix: 'Send the customer without prompt=none: at this bank everybody signs in for each authorization.',
  },
  'OIDC-5.5': {
    specification: 'OpenID Connect Core',
    summary:
      'Understand the claims parameter: essential acr and auth_time, sub, and claims for UserInfo; ignore claims nobody knows.',
    fix: 'Send claims as a JSON object of at most 4,096 characters with id_token and userinfo, each claim null or an object of essential, value, values.',
  },
  'RFC9470-3': {
    specification: 'RFC 9470 · Step-up authentication',
    summary:
      'Challenge with insufficient_user_authentication where a sign-in is too old or too weak, and say which would do.',
    fix: 'Start a new authorization with the acr_values and max_age that the challenge names, and come back with the new token.',
  },
  'RFC9470-5': {
    specification: 'RFC 9470 · Step-up authentication',
    summary:
      'Say so when an essential acr is never reached, before the customer signs in, instead of asking again and again.',
    fix: 'Ask as essential only for acr values that discovery lists.',
  },
  'IA-2.3': {
    specification: 'FAPI 2.0 Implementation Advice',
    summary: 'Bind a token to a DPoP key and to a certificate at once.',
    fix: 'Leave out the DPoP header and dpop_jkt: your registration binds tokens to your certificate. Or register dpop_bound_access_tokens instead.',
  },
  'RFC9101-10.8': {
    specification: 'RFC 9101 · Request objects',
    summary: 'Take no request object for a client assertion.',
    fix: 'Send typ client-authentication+jwt (or none) in the header of the client assertion; a request object is not one.',
  },
  'RFC7591-2.3': {
    specification: 'RFC 7591 · Client metadata and registration',
    summary: 'Verify a software statement; its values win.',
    fix: 'Ask the directory for a software statement and send it unchanged as software_statement: a JWT that the directory signed, with its jti and the software that it is about.',
  },
  'RFC7591-3.2.2': {
    specification: 'RFC 7591 · Client metadata and registration',
    summary: 'Answer a bad registration with the errors of the RFC.',
    fix: 'Change the members that the answer lists as problems, and send the registration again. What the directory states, such as redirect URIs, is changed there.',
  },
  'RFC7592-2': {
    specification: 'RFC 7592 · Registration management',
    summary: 'Refuse a bad registration token.',
    fix: 'Send the registration access token that you were given last for this very client, as a Bearer token; replacing the registration replaces the token.',
  },
  'RFC7592-2.2': {
    specification: 'RFC 7592 · Registration management',
    summary: 'Replace a registration as a whole.',
    fix: 'Send all metadata again, with the client_id, a new statement of the same software, and without the members that the bank sets.',
  },
  'RFC6749-3.3-nothing': {
    specification: 'RFC 6749 · OAuth 2.0',
    summary: 'Refuse a request that names neither scope nor authorization_details.',
    fix: 'Send scope, authorization_details or both: a token for nothing is not issued.',
  },
  'RFC9700-2.2.1': {
    specification: 'RFC 9700 · OAuth security best practice',
    summary: 'Bind access tokens to their sender.',
    fix: 'Send a DPoP proof, or a client certificate where the client is registered for one, with every token request.',
  },
  'RFC9700-2.3': {
    specification: 'RFC 9700 · OAuth security best practice',
    summary: 'Restrict access tokens to an audience and to the privileges needed.',
    fix: 'Call only the resource server for which the access token was issued.',
  },
  'RFC9700-2.4': {
    specification: 'RFC 9700 · OAuth security best practice',
    summary: 'Serve the password grant.',
    fix: 'Use authorization_code, refresh_token or client_credentials.',
  },
  'RFC9700-2.5': {
    specification: 'RFC 9700 · OAuth security best practice',
    summary: 'Authenticate clients with asymmetric keys.',
    fix: 'Authenticate with private_key_jwt or mutual TLS, as registered.',
  },
  'RFC7517-5': {
    specification: 'RFC 7517 · JSON Web Keys',
    summary:
      'Fetch a client’s jwks_uri anew for an unknown kid, cached, at a bounded rate, within limits, and from no private address.',
    fix: 'Serve a JWK set of at most 20 public keys and 64 KiB at your jwks_uri: https on port 443 of a public address, a certificate that is trusted, application/json, status 200 within 3 seconds, no redirect. Name the kid in the header of each assertion.',
  },
  'MS-6.2': {
    specification: 'FAPI 2.0 Message Signing',
    summary: 'Let only registered resource servers introspect; refuse ordinary clients.',
    fix: 'Only an API that is registered with its resource may introspect tokens; an app treats its access token as opaque.',
  },
  'RFC7009-2.1': {
    specification: 'RFC 7009 · Token revocation',
    summary:
      'Take a token from its authenticated client, check that it is this client’s, and believe no hint.',
    fix: 'Send the access or refresh token to be revoked as the form parameter token.',
  },
  'RFC7009-2.2': {
    specification: 'RFC 7009 · Token revocation',
    summary:
      'Answer 200 also for a token that is unknown or another client’s, and end with a refresh token the access tokens of its grant.',
    fix: 'Nothing needs to change: the token was unknown, over, or another client’s, so that nothing ended.',
  },
  'RFC7662-2.1': {
    specification: 'RFC 7662 · Token introspection',
    summary: 'Demand the token, from an authenticated and entitled caller.',
    fix: 'Send the token to be introspected as the form parameter token.',
  },
  'OIDC-5.3': {
    specification: 'OpenID Connect Core',
    summary:
      'Answer UserInfo, to a sender-constrained token with scope openid, with the sub of the ID token and the claims that were granted.',
    fix: 'Call UserInfo with an access token of a customer’s authorization whose scope holds openid.',
  },
  'RFC9396-5': {
    specification: 'RFC 9396 · Rich authorization requests',
    summary:
      'Refuse authorization_details of an unknown type, with unknown or missing fields, or with invalid values.',
    fix: 'Correct the field that error_description names: a JSON array of one entry, of a type from authorization_details_types_supported that the client is registered for, with the fields of that type alone.',
  },
  'RFC9396-10-registered': {
    specification: 'RFC 9396 · Rich authorization requests',
    summary:
      'Refuse a refresh for a type of authorization details that the client has lost since the customer agreed.',
    fix: 'Refresh with scope, or authorization_details, naming what your registration still has, or have the registration extended again.',
  },
  'RFC9396-6-client': {
    specification: 'RFC 9396 · Rich authorization requests',
    summary: 'Refuse authorization_details where there is no customer to have given them.',
    fix: 'Leave authorization_details out of a request with client_credentials; ask a customer for them.',
  },
  'RFC9700-4.14.2': {
    specification: 'RFC 9700 · OAuth security best practice',
    summary: 'End refresh tokens that are not used for some time.',
    fix: 'Ask the customer again: the refresh token lay unused for too long. Refresh at least once in 30 days.',
  },
  'GM-5.2': {
    specification: 'Grant Management for OAuth 2.0 · Implementer’s Draft 1',
    summary: 'Take grant_id with merge and replace, and with nothing else.',
    fix: 'Send grant_id together with grant_management_action merge or replace; leave it out for a new grant.',
  },
  'GM-5.2-limit': {
    specification: 'Grant Management for OAuth 2.0 · Implementer’s Draft 1',
    summary: 'Bound how many permissions may live in one grant.',
    fix: 'Replace the grant, or ask for a new one: it holds as many permissions as fit.',
  },
  'GM-5.4': {
    specification: 'Grant Management for OAuth 2.0 · Implementer’s Draft 1',
    summary: 'Refuse a grant_id that is unknown, another client’s or over with invalid_grant_id.',
    fix: 'Use the grant_id of an active grant of this client at this bank, from its token response; ask for a new grant if it has ended.',
  },
  'GM-5.4-action': {
    specification: 'Grant Management for OAuth 2.0 · Implementer’s Draft 1',
    summary: 'Refuse an action that is not supported in a request.',
    fix: 'Send grant_management_action create, merge or replace; query and revoke are calls of the grant management endpoint.',
  },
  'GM-5.4-required': {
    specification: 'Grant Management for OAuth 2.0 · Implementer’s Draft 1',
    summary: 'Refuse a request without an action where one is required.',
    fix: 'Send grant_management_action: the metadata of this bank requires it.',
  },
  'GM-5.4-customer': {
    specification: 'Grant Management for OAuth 2.0 · Implementer’s Draft 1',
    summary: 'Refuse a grant to a customer who is not its owner, and show nothing of it.',
    fix: 'Let the customer sign in to whom the grant belongs, or ask for a new grant.',
  },
  'GM-5.6': {
    specification: 'Grant Management for OAuth 2.0 · Implementer’s Draft 1',
    summary:
      'Make a grant active when its tokens are claimed, let the unclaimed expire, and allow several at a time.',
    fix: 'Start a new authorization: the grant of this code ended, or was approved anew, before the code was redeemed.',
  },
  'GM-6.1': {
    specification: 'Grant Management for OAuth 2.0 · Implementer’s Draft 1',
    summary:
      'Ask for the scopes grant_management_query and grant_management_revoke; they are the client’s own.',
    fix: 'Ask for grant_management_query and grant_management_revoke with client_credentials.',
  },
  'GM-6.6': {
    specification: 'Grant Management for OAuth 2.0 · Implementer’s Draft 1',
    summary: 'Answer 404 for an unknown grant, 403 for another client’s, 401 without a token.',
    fix: 'Use the grant_id of an active grant of this client; one that has ended is gone.',
  },
  'GM-10': {
    specification: 'Grant Management for OAuth 2.0 · Implementer’s Draft 1',
    summary:
      'Authorise the caller on each call: a grant_id is no secret. Let no access token outlive what was replaced.',
    fix: 'Use a grant of this client, and tokens that were issued after it was replaced.',
  },
  'RFC7591-2.3-issuer': {
    specification: 'RFC 7591 · Client metadata and registration',
    summary: 'Take software statements of the directory alone.',
    fix: 'Register the software at the directory of this sandbox and send a statement of its: the issuer of yours is another.',
  },
  'RFC7591-2.3-time': {
    specification: 'RFC 7591 · Client metadata and registration',
    summary: 'Refuse a software statement that has expired or is not valid yet.',
    fix: 'Ask the directory for another statement shortly before you register; it lives for an hour. Compare the clocks if it is new.',
  },
  'RFC7591-3.2.2-approval': {
    specification: 'RFC 7591 · Client metadata and registration',
    summary: 'Refuse a statement that is good and not approved.',
    fix: 'Delete a client of the software that you do not need any more; where one is frozen, talk to the operator first.',
  },
  'RFC7592-2-frozen': {
    specification: 'RFC 7592 · Registration management',
    summary: 'Let a frozen client change nothing.',
    fix: 'The operator of the bank has frozen the client: until it is thawed it may only read its registration.',
  },
  'RFC5280-6.3': {
    specification: 'RFC 5280 · Certificates and their revocation',
    summary: 'Refuse a certificate that its authority has revoked.',
    fix: 'Ask the directory for a new certificate and present that one. Where the evidence says that the list is out of date, the directory has not been heard for too long: tell the operator.',
  },
};
