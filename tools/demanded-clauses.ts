// Every must and should of the standards that concerns a server or a client here, by specification: what the register has
// to answer, whatever becomes of the code. Kept by hand: an entry that vanishes from the register is missed here.
const demands: Readonly<Record<string, string>> = {
  AM: `
    5.2 5.2-stolen-token 5.3 5.4-authentication 5.4-authorization`,
  GM: `
    5.1 5.2 5.2-merge 5.2-replace 5.3 5.4 5.4-action 5.4-required 5.4-customer 5.5 5.6 6.1 6.3 6.4 6.5
    6.6 7.1 8.3 10`,
  IA: `
    2.2.1-1 2.2.1-2 2.2.1-3 2.3 2.7 2.4 2.5 2.7-client`,
  JARM: `
    2.1 2.2 2.3 2.4 4`,
  MS: `
    6.2`,
  OIDC: `
    9-jti 3.1.2.1-response-mode 9 3.1.2.1-prompt 3.1.2.1-max-age 3.1.2.1-acr-values
    3.1.2.1-login-hint 3.1.2.1-id-token-hint 3.1.2.1-post 3.1.2.2 3.1.2.2-sub 3.1.2.1 3.1.2.6 2
    9-client 3.1.3.7 10.1.1 5.3 5.3-client 12.2 3.1.3.3`,
  OIDD: `
    3`,
  RFC10070: `
    typ-absent typ`,
  RFC6749: `
    2.3 3.1 3.3 3.3-nothing 4.1.2.1 4.1.3 4.1.3-client 4.1.3-redirect 5.2 6 6-scope 10.4 5.1 5.2-charset`,
  RFC6750: `
    3 3.1`,
  RFC7009: `
    2.1 2.1-client 2.2 2.2-foreign 2.2.1`,
  RFC7517: `
    5`,
  RFC7519: `
    4.1.5`,
  RFC7521: `
    4.2`,
  RFC7523: `
    2.2 3-4 3-9 3 2.2-client`,
  RFC7591: `
    2 2.3 2-keys 3.2.1 3.2.2`,
  RFC7592: `
    2 2.1 2.2 2.3`,
  RFC7636: `
    4.1 4.2 4.1-client 4.4.1 4.6`,
  RFC7662: `
    2.1 2.2 2.2-inactive`,
  RFC8414: `
    2 3 3.3`,
  RFC8705: `
    2 2-client 2.1 2.1-name 2.1.2 2.2 2.2.2 3 3.1 3.3 3.4 5-client 6.3 7.1 3.2 7.4`,
  RFC8707: `
    2 2.2`,
  RFC8725: `
    3.11`,
  RFC9068: `
    4 4-typ 4-iss 4-aud 4-signature 4-exp 2.1 2.2-issued 2.2 3 5 6`,
  RFC9101: `
    7 4 5 6.2 6.3 10.5 10.8`,
  RFC9126: `
    2 2-audience 2.1 2.1-client 2.2 2.2-response 2.3 3 4 4-client 5 7.2 7.3 7.4 7.4-scope
    7.4-details 7.5`,
  RFC9207: `
    2 2.4 2.4-issuers 3`,
  RFC9396: `
    2.1 3.1 3.2 5 6 6.1 6-client 7 7.1 9 9.2 10 12`,
  RFC9440: `
    2`,
  RFC9449: `
    4.3-3 4.3-4 4.3-5 4.3-6 4.3-8 4.3-9 4.3-10 4.3-11 4.3-12-ath 4.3-12-key 4.3-1 4.3-2 4.3-7
    4.2 5 5-client 5.2 5.1 6.1 6.2 7.1 7.1-challenge 7.2 7.3 8 8.2 9 8-client 10 10.1 11.1
    11.1-jti 11.2 11.3 11.5`,
  RFC9470: `
    3 5 6 7 4 9`,
  RFC9700: `
    2.1.1 4.14 4.14.2 2.1 2.1-client 4.4 4.5 2.2.1 2.3 2.4 2.5 2.6 4.2 4.9 4.11 4.12 4.15 4.16
    4.7-pages 4.17 4.13`,
  RFC9701: `
    4 5 7 8.1`,
  RFC9728: `
    2 3 3.3 5.1 7`,
  SP: `
    5.2.1-1 5.2.1-2 5.2.1-3 5.2.1-4 5.2.1-5 5.2.2-1 5.2.2-2 5.2.2.1 5.2.3-1 5.2.3-2 5.2.3-3
    5.2.3-note 5.3.2.1-1 5.3.2.1-2 5.3.2.1-3 5.3.2.1-4 5.3.2.1-5 5.3.2.1-6 5.3.2.1-7 5.3.2.1-8
    5.3.2.1-9 5.3.2.1-11 5.3.2.1-12 5.3.2.1-13 5.3.2.1-14 5.3.2.2-1 5.3.2.2-2 5.3.2.2-3
    5.3.2.2-4 5.3.2.2-5 5.3.2.2-6 5.3.2.2-7 5.3.2.2-8 5.3.2.2-9 5.3.2.2-10 5.3.2.2-11 5.3.2.2-12
    5.3.2.2-13 5.3.2.2-14 5.3.2.2-note-3 5.3.2.2-note-5 5.3.2.3 5.3.3.1-1 5.3.3.1-2 5.3.3.1-3
    5.3.3.1-4 5.3.3.1-5 5.3.3.1-6 5.3.3.1-7 5.3.3.1-8 5.3.3.1-9 5.3.3.1-10 5.3.3.1-11 5.3.3.1-12
    5.3.3.1-13 5.3.3.1-note-1 5.3.3.2-1 5.3.3.2-2 5.3.3.2-3 5.3.3.2-4 5.3.3.2-5 5.3.3.2-6
    5.3.3.2-7 5.3.4-1 5.3.4-2 5.3.4-3 5.3.4-4 5.3.4-5 5.4.1-1.1 5.4.1-1.2 5.4.1-1.3 5.4.1-2
    5.4.1-3 5.4.1-4 5.4.2 5.4.2-1 5.4.2-2 5.4.2-3 5.4.3 6.1 6.2 6.3 6.4 6.4-cookie 6.5 6.6 6.7
    6.8 7`,
};

/** Identifiers as the register has them. */
export const demandedClauses: readonly string[] = Object.entries(demands).flatMap(
  ([specification, clauses]) =>
    clauses
      .trim()
      .split(/\s+/)
      .map((clause) => `${specification}-${clause}`),
);
