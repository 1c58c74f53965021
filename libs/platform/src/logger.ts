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
  'password',
  'code',
  'otp',
  'code_verifier',
  'client_assertion',
  'access_token',
  'refresh_token',
  'id_token',
  'request_uri',
  'csrf',
  'state',
  'nonce',
] as const;

/** JSON lines on standard output; `app` names the process. */
export function createLogger(app: string, level: string, destination?: DestinationStream): Logger {
  const paths = redactedMembers.flatMap((member) => [member, `*.${member}`, `*.*.${member}`]);
  const options = {
    level,
    base: { app },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths, censor: '[redacted]' },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Lets Nest speak through the same logger; its chatter at boot is `debug`. */
export function nestLogger(logger: Logger): LoggerService {
  const line =
    (level: 'debug' | 'warn' | 'error') =>
    (message: unknown, ...rest: unknown[]) =>
      logger[level]({ context: rest.at(-1) }, String(message));
  return { log: line('debug'), debug: line('debug'), warn: line('warn'), error: line('error') };
}
