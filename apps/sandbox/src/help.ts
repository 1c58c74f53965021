export const help = `Sandbank: an open-banking sandbox on this machine.

  npm run sandbox                        start it; Ctrl-C stops it
  npm run sandbox -- --detach            start it in the background
  npm run sandbox -- --reset             start anew: data, keys and certificates are made again
  npm run sandbox -- --port-base 9540    use the ports from 9540 on, and remember them
  npm run sandbox -- stop                stop it, wherever it was started
  npm run sandbox -- status              what runs, on which port, in what health
  npm run sandbox -- doctor              what is wrong, each with its cure
  npm run sandbox -- prepare             all but the servers, for those who run them elsewhere

Settings: SANDBANK_DATABASE_URL uses a PostgreSQL (14 or newer) of your own, SANDBANK_HOME keeps the state in
another folder than .sandbank, SANDBANK_LOG_LEVEL is one of debug, info, warn, error, silent.`;
