import type { ErrorGroup } from './explanation.js';

const portal = 'This portal';

/** Errors of the portal about people, applications and what the banks recorded of them. */
export const workspace: ErrorGroup = {
  title: 'In your workspace',
  words: 'What the portal says about accounts, applications and their records.',
  codes: {
    records_unavailable: {
      title: 'The banks’ records cannot be read',
      meaning:
        'Flows, logs and rejections come from the banks’ servers. Neither answered, or this portal has no access to them.',
      fixes: [
        'Try again in a moment; nothing is lost while nobody looks.',
        'See whether the sandbox is running: npm run sandbox -- status.',
      ],
      source: portal,
    },
    not_recorded: {
      title: 'There is no such record',
      meaning:
        'An exchange is kept for seven days, for the client that sent it. This one is older, another client’s, or was one of very many within a minute, of which only some are kept.',
      fixes: ['Search for its interaction id.', 'Send the request once more and look at once.'],
      source: portal,
    },
    unknown_flow: {
      title: 'There is no such journey',
      meaning:
        'It is older than seven days, it was made in another browser or by another application, or the link to it has ended or was withdrawn.',
      fixes: ['Open the list of flows.', 'Ask whoever gave you the link for another one.'],
      source: portal,
    },
    unknown_application: {
      title: 'You have no such application',
      meaning: 'It was removed, or it belongs to an organisation that you are not in.',
      fixes: [
        'Open the list of your applications.',
        'Let a member of its organisation invite you.',
      ],
      source: portal,
    },
    sign_in_required: {
      title: 'This is for people who are signed in',
      meaning: 'The sign-in of this browser has ended, or there was none.',
      fixes: ['Sign in.', 'Or start as a guest: a workspace is made at once.'],
      source: portal,
    },
    limit_reached: {
      title: 'There is no room for one more',
      meaning:
        'Everything here has a limit, so that one workspace cannot crowd out another. The sentence beside the code says which.',
      fixes: ['Remove or close one that you do not need any more.'],
      source: portal,
    },
  },
};
