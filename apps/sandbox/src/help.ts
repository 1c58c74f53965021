export const help = `Sandbank: an open-banking sandbox on this machine.

  npm run sandbox                        start it; Ctrl-C stops it
  npm run sandbox -- --detach            start it in the background
  npm run sandbox -- --reset             start anew: data, keys and certificates are made again
  npm run sandbox -- --port-base 9540    use the ports from 9540 on, and remember them
  npm run sandbox -- stop                stop it, wherever it was started
  npm run sandbox -- status              what runs, on which port, in what health
  npm run sandbox -- doctor              what is wrong, each with its cure
  npm run sandbox -- prepare             all but the servers, for those who run them elsewhere

  For operators, while the sandbox runs (see docs/operator.md):

  npm run sandbox -- client add --bank B --metadata FILE [--replace]     register one client, or an array of them
  npm run sandbox -- client list --bank B                                who is registered
  npm run sandbox -- client show CLIENT --bank B                         its metadata
  npm run sandbox -- client freeze CLIENT --bank B [--reason R]          it may not act, until: client thaw
  npm run sandbox -- client thaw CLIENT --bank B [--reason R]            it may act again
  npm run sandbox -- client remove CLIENT --bank B                       it goes, with its tokens and permissions
  npm run sandbox -- client certificate CLIENT [--subject CN=a,O=b]      a certificate for mutual TLS, with --dns, --uri,
                     [--public-key FILE] [--days N] [--out FOLDER]       --ip, --email for names, separated by commas
  npm run sandbox -- consent suspend CONSENT --bank B [--reason R]       it opens nothing, until: consent resume
  npm run sandbox -- consent resume CONSENT --bank B [--reason R]        it counts again
  npm run sandbox -- consent revoke CONSENT --bank B [--reason R]        it ends; a grant with all its consents and
  npm run sandbox -- grant revoke GRANT --bank B [--reason R]            tokens: grant revoke
  npm run sandbox -- key list --bank B                                   the keys that the bank signs with
  npm run sandbox -- key rotate --bank B [--purpose P] [--alg A]         a successor for each, or for those named;
                     [--emergency]                                       --emergency: the old ones end at once
  npm run sandbox -- customer add --bank B --username U --name N         a customer with an account; as options
                     [--password P] [--code 123456] [--persona maya]     a password, a code, the life of another
  npm run sandbox -- customer generate --count N --transactions M        customers in numbers, for tests under load;
                     [--seed S] [--bank B]                               the same seed makes the same ones
  npm run sandbox -- account close ACCOUNT                               it leaves every list, and nothing is paid from it
  npm run sandbox -- account disable ACCOUNT                             it can be read, but nothing is paid from or to it
  npm run sandbox -- account reopen ACCOUNT                              it is as it was
  npm run sandbox -- event list --bank B [--client C]                    what clients were told, or could not be: --state
                     [--state waiting|dead|delivered]
  npm run sandbox -- event replay --bank B [--client C] [--jti J]        send again what was given up, or one event
  npm run sandbox -- ledger verify                                       whether the books of every bank are whole

  npm run sandbox -- directory authority list                            who vouches for clients, and until when
  npm run sandbox -- directory authority rotate [--emergency]            another one issues; the one before it is trusted
                                                                         while anything it issued is in time
                                                                         --emergency: all before it go at once, with all of that
  npm run sandbox -- directory key list                                  what the directory signs statements with
  npm run sandbox -- directory key rotate [--emergency]                  a successor; --emergency: from this moment on
  npm run sandbox -- directory organisation list                         who is enrolled
  npm run sandbox -- directory organisation suspend ORGANISATION         its certificates and keys count no more, until:
  npm run sandbox -- directory organisation reinstate ORGANISATION       they count again
  npm run sandbox -- directory software list                             whose applications there are

  npm run sandbox -- audit export BANK [--out FILE]                      the governance record, as JSON Lines
  npm run sandbox -- audit verify FILE [--jwks FILE|URL]                 whether all of it is as it was recorded; needs
                     [--after EARLIER]                                   no sandbox; --after: and goes on from an export
                                                                         that was kept
  npm run sandbox -- audit erase USERNAME --bank B                       forget who a customer is in it

  The FILE of client add holds client metadata by their RFC 7591 names; - is standard input. --json prints for scripts.

Settings: SANDBANK_DATABASE_URL uses a PostgreSQL (14 or newer) of your own, SANDBANK_HOME keeps the state in
another folder than .sandbank, SANDBANK_LOG_LEVEL is one of debug, info, warn, error, silent.`;
