import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

const packages = resolve(import.meta.dirname, '../../../node_modules');
const endsWithinMilliseconds = 60_000;

/** A program as the portal hands it out, run by Node in a folder of its own: it knows the files beside it and nothing else. */
export class DownloadedProgram {
  private output = '';
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'exit');
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        child.emit('said');
      });
  }

  /** Gives the folder the packages that `npm install` would. */
  static furnish(folder: string): void {
    symlinkSync(packages, join(folder, 'node_modules'), 'dir');
  }

  static run(folder: string, file: string, certificateAuthority: string): DownloadedProgram {
    const { PATH, HOME } = process.env;
    const child = spawn(process.execPath, [file], {
      cwd: folder,
      env: { PATH, HOME, NODE_EXTRA_CA_CERTS: certificateAuthority },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    setTimeout(() => child.kill('SIGKILL'), endsWithinMilliseconds).unref();
    return new DownloadedProgram(child);
  }

  /** The first match in what it has printed, as soon as there is one. Throws what it said instead when it ends before. */
  async says(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.output);
      if (found !== null) return found[0];
      if (this.child.exitCode !== null || this.child.signalCode !== null)
        throw new Error(`the program ended without ${String(pattern)}:\n${this.output}`);
      await Promise.race([once(this.child, 'said'), this.ended]);
    }
  }

  /** Its exit code, with all that it said. */
  async end(): Promise<{ readonly code: number | null; readonly output: string }> {
    await this.ended;
    return { code: this.child.exitCode, output: this.output };
  }
}
