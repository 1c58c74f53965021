import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError } from '../arguments.js';
import { issueClientCertificate } from '../certificates/client-certificate.js';
import type { OptionsOf } from '../commands-table.js';
import type { Context } from '../context.js';
import { LauncherError } from '../launcher-error.js';
import { privateMode, publicMode, writeWhole } from '../state-file.js';
import { table } from '../table.js';

const fileName = /^[A-Za-z0-9._-]{1,100}$/;
const daysDefault = 90;

/** Issues a certificate for a client from the sandbox's own authority; its key too, unless the client has one. */
export async function issueCertificate(
  { home, clock }: Context,
  client: string,
  options: OptionsOf<'client certificate'>,
  print: (text: string) => void,
): Promise<number> {
  if (!fileName.test(client)) throw new UsageError(`${client} cannot name a file`);
  const folder = options.out === undefined ? join(home.folder, 'keys') : resolve(options.out);
  const certificateFile = join(folder, `${client}.pem`);
  const keyFile = join(folder, `${client}-key.pem`);
  for (const file of [certificateFile, keyFile]) {
    if (existsSync(file)) {
      throw new LauncherError(
        `${file} exists already`,
        'move it away, or name a folder with --out',
      );
    }
  }
  const issued = await issueClientCertificate(home, clock.now(), {
    subject: options.subject ?? `CN=${client}`,
    sans: {
      dns: listOf(options.dns),
      uri: listOf(options.uri),
      ip: listOf(options.ip),
      email: listOf(options.email),
    },
    days: options.days === undefined ? daysDefault : Number(options.days),
    ...(options['public-key'] !== undefined && {
      publicKey: await readFile(options['public-key'], 'utf8'),
    }),
  });
  if (issued.key !== undefined) await writeWhole(keyFile, issued.key, privateMode);
  await writeWhole(certificateFile, issued.certificate, publicMode);
  const told = {
    certificate: certificateFile,
    ...(issued.key !== undefined && { key: keyFile }),
    tls_client_auth_subject_dn: issued.subject,
  };
  print(options.json ? JSON.stringify(told, null, 2) : table(Object.entries(told)));
  return 0;
}

const listOf = (words: string | undefined): string[] =>
  words === undefined ? [] : words.split(',').map((word) => word.trim());
