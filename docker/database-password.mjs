// Runs before PostgreSQL's first start: makes the password of its superuser, once.
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';

const file = '/files/postgres/password';
// Readable by all: the volume is mounted into two containers alone, whose users differ.
if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o444 });
