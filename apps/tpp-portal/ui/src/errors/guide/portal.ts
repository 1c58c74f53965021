import type { ErrorGroup } from './explanation.js';

/** Errors of the demo app itself. */
export const portal: ErrorGroup = {
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
    revocation_pending: {
      title: 'The bank has not confirmed the end',
      meaning:
        'Tally has given up its tokens and does not use them any more, but the bank did not confirm that it has revoked them. Tally asks again by itself, for a week.',
      fixes: ['Ask again now, on the page of the accounts.', 'Or end the permission at the bank.'],
      source: 'RFC 7009 2.2',
    },
    step_up_refused: {
      title: 'One more sign-in was asked for, and Tally stopped',
      meaning:
        'The bank’s API wanted another sign-in right after the one it had asked for. A client that always obeyed could be sent round in circles.',
      fixes: [
        'Start the action again.',
        'If it happens again, read the challenge in the flow: acr_values and max_age say what the API wants.',
      ],
      source: 'RFC 9470 9',
    },
    reauthentication_required: {
      title: 'The bank wants its customer to sign in again',
      meaning:
        'The consent is suspended: the bank shares nothing until its customer has signed in once more. Tally keeps its tokens.',
      fixes: [
        'Press the button on the page of the accounts: Tally pushes a request that names the consent.',
      ],
      source: 'Open Banking Read/Write v4.0 (U028), docs/consents.md',
    },
    reauthentication_refused: {
      title: 'A new sign-in does not bring the permission back',
      meaning:
        'The bank does not let this consent be taken up again: an operator suspended it, or it has ended meanwhile.',
      fixes: [
        'Ask the bank: what its operator has suspended, the operator alone resumes.',
        'Or connect anew: the bank then asks its customer for another permission.',
      ],
      source: 'RFC 9396 5, docs/consents.md',
    },
    not_connected: {
      title: 'There is no such connection any more',
      meaning:
        'The connection was ended or replaced, perhaps in another window while the customer was at the bank.',
      fixes: [
        'Open the page of the accounts: it shows what is shared now.',
        'Or connect the bank.',
      ],
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
