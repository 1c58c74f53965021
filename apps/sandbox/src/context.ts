import { appsFolder, homeFrom, type Home } from './home.js';
import { systemClock, type WallClock } from './system-clock.js';

/** What every command works on. */
export interface Context {
  readonly home: Home;
  /** The folder whose `<name>/dist` holds each server. */
  readonly apps: string;
  /** Somebody else's PostgreSQL; without it ours is started. */
  readonly databaseUrl: string | undefined;
  readonly clock: WallClock;
}

/** The context that the environment asks for. */
export function contextFrom(environment: NodeJS.ProcessEnv): Context {
  const databaseUrl = environment['SANDBANK_DATABASE_URL'];
  return {
    home: homeFrom(environment),
    apps: appsFolder,
    databaseUrl: databaseUrl === '' ? undefined : databaseUrl,
    clock: systemClock,
  };
}
