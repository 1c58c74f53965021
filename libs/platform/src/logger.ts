import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;
/** DI token of the process's logger. */
export const LOGGER = Symbol('LOGGER');

/** Members whose value never reaches a log, at any depth up to two. */
export const redactedMembers = [
  'authorization',
  'dpop',
  'cookie',
  'set-cookie',
  'location',
  'password',
  'code',
  'otp',
  'code_verifier',
  'client_assertion',
  'client_secret',
  'access_token',
  'refresh_token',
  'registration_access_token',
  'id_token',
  'request_uri',
  'csrf',
  'state',
  'nonce',
] as const;

/** JSON lines on standard output; `app` names the process. */
export function createLogger(app: string, level: string, destination?: DestinationStream): Logger {
  const paths = redactedMembers.flatMap((member) =>
    ['', '*', '*.*'].map((above) => `${above}["${member}"]`),
  );
  const options = {
    level,
    base: { app },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: loggedError },
    redact: { paths, censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

const causesMax = 4;

/**
 * An error as the log tells it: what it is and where it came from, with its causes. Its further members stay out: a
 * database driver puts there the values of the statement.
 */
function loggedError(error: unknown, depth = 0): unknown {
  if (typeof error !== 'object' || error === null) return { message: String(error) };
  const { name, message, stack, cause, code } = error as Partial<NodeJS.ErrnoException>;
  return {
    type: name,
    message,
    // Not `code`: that name is an authorization code's, and redacted.
    error_code: code,
    stack,
    cause: cause === undefined || depth >= causesMax ? undefined : loggedError(cause, depth + 1),
  };
}

/** Lets Nest speak through the same logger; its chatter at boot is `debug`. */
export function nestLogger(logger: Logger): LoggerService {
  const line =
    (level: 'debug' | 'warn' | 'error') =>
    (message: unknown, ...rest: unknown[]) =>
      logger[level]({ context: rest.at(-1) }, String(message));
  return { log: line('debug'), debug: line('debug'), warn: line('warn'), error: line('error') };
}
