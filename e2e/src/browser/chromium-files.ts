import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { freeFromSqlite } from './nss-without-sqlite.js';

/** A browser's executable, and what must be in its environment for it to start and to draw text. */
export interface ChromiumFiles {
  executablePath: string;
  env: Record<string, string>;
}

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const packageRoot = (): string =>
  resolve(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');

// The package's own file names folders of the cloud it was made for.
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

const unpack = (archive: string, into: string): void => {
  const bytes = brotliDecompressSync(readFileSync(archive));
  const tar = spawnSync('tar', ['-x', '-C', into], { input: bytes, maxBuffer: 1 << 20 });
  if (tar.status !== 0) throw new Error(`tar could not unpack ${archive}: ${String(tar.stderr)}`);
};

/** Unpacks the npm package's Chromium once, whole or not at all, below node_modules/.cache. */
const unpackedFromNpm = (): string => {
  const source = packageRoot();
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as {
    version: string;
  };
  const cache = resolve(source, '../../.cache');
  const ready = join(cache, `sandbank-chromium-${version}`);
  if (existsSync(ready)) return ready;
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, 'sandbank-chromium-'));
  // Readable by all: a browser may be unpacked by one user and started by another.
  chmodSync(staging, 0o755);
  const executable = brotliDecompressSync(readFileSync(join(source, 'bin/chromium.br')));
  writeFileSync(join(staging, 'chromium'), executable, { mode: 0o755 });
  for (const archive of ['al2023', 'fonts']) {
    mkdirSync(join(staging, archive));
    unpack(join(source, `bin/${archive}.tar.br`), join(staging, archive));
  }
  freeFromSqlite(join(staging, 'al2023/lib/libsoftokn3.so'));
  writeFileSync(join(staging, 'fonts/fonts.conf'), fontsConfiguration);
  try {
    renameSync(staging, ready);
  } catch (cause) {
    // Another process was faster: its copy is as good as ours.
    rmSync(staging, { recursive: true });
    if (!existsSync(ready)) throw cause;
  }
  return ready;
};

/** Shared objects that the executable asks for and this machine cannot find. */
const missingLibraries = (executable: string): string[] => {
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes('not found'));
};

/** The Chromium of the npm package; on a bare machine with the package's own libraries and fonts. */
export const packagedChromium = (isBare?: boolean): ChromiumFiles => {
  const folder = unpackedFromNpm();
  const executablePath = join(folder, 'chromium');
  const env: Record<string, string> = {};
  if (isBare ?? missingLibraries(executablePath).length > 0) {
    env['LD_LIBRARY_PATH'] = join(folder, 'al2023/lib');
    // No home, no key database: see nss-without-sqlite.ts.
    env['HOME'] = '/dev/null';
    env['XDG_CACHE_HOME'] = tmpdir();
  }
  if (isBare ?? !existsSync('/etc/fonts/fonts.conf'))
    env['FONTCONFIG_PATH'] = join(folder, 'fonts');
  return { executablePath, env };
};

/** Finds a Chromium: SANDBANK_CHROMIUM (a path, or `npm`), else one that is installed, else the packaged one. */
export const chromiumFiles = (wanted = process.env['SANDBANK_CHROMIUM']): ChromiumFiles => {
  const executablePath = wanted === 'npm' ? undefined : (wanted ?? installed.find(isExecutable));
  return executablePath === undefined ? packagedChromium() : { executablePath, env: {} };
};
