import type { ErrorGroup } from './explanation.js';

/** Errors of client registration. */
export const registration: ErrorGroup = {
  title: 'At registration',
  words: 'A JSON body with error and error_description; problems lists each member that is wrong.',
  codes: {
    invalid_software_statement: {
      title: 'The software statement is not believed',
      meaning: 'It is missing, malformed, expired, or not signed by the directory.',
      fixes: [
        'Ask the directory for a statement and send it unchanged as software_statement.',
        'Register within its hour, and compare your clock with the Date header.',
      ],
      source: 'RFC 7591 3.2.2',
    },
    unapproved_software_statement: {
      title: 'The software statement means nothing at this bank',
      meaning:
        'It is of another issuer or of other software, or the software has as many clients here as it may have, or one that is frozen.',
      fixes: [
        'Send a statement of the directory of this sandbox.',
        'To replace a registration, use a statement of the software that was registered.',
        'Delete a client that you do not need any more.',
      ],
      source: 'RFC 7591 3.2.2',
    },
    invalid_redirect_uri: {
      title: 'A redirect URI cannot be registered',
      meaning: 'One of the redirect URIs that the directory states is not allowed.',
      fixes: [
        'Use https and ASCII letters, without fragment, wildcard or user name.',
        'Change it at the directory, then ask for a new statement.',
      ],
      source: 'RFC 7591 3.2.2, FAPI 2.0 SP 5.3.2.2',
    },
    invalid_client_metadata: {
      title: 'Something about the client cannot be registered',
      meaning: 'A member is malformed, contradicts another one, or is forbidden by the profile.',
      fixes: [
        'Read problems: it names every member that is wrong, and why.',
        'Authenticate by private_key_jwt or a certificate, and bind tokens to one of DPoP and mutual TLS.',
      ],
      source: 'RFC 7591 3.2.2',
    },
  },
};
