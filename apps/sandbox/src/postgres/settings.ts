export const databaseOwner = 'sandbank';

/** Durable (nothing committed is lost by `kill -9` or a power cut), reachable from this machine alone. */
export function serverSettings(port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '100',
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%u@%d ',
    // A rule that refuses, such as a limit, takes one line and tells no row: rows hold what customers own.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'fatal',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Every connection proves the password, over TCP; the cluster reads and sorts the same on every machine. */
export function initdbOptions(dataFolder: string, passwordFile: string): string[] {
  return [
    `--pgdata=${dataFolder}`,
    `--pwfile=${passwordFile}`,
    `--username=${databaseOwner}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-locale',
    '--no-instructions',
  ];
}

/** The variables of a shell that prefers other servers or languages must not reach ours. */
export function serverEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}
