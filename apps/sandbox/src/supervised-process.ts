import { setTimeout as sleep } from 'node:timers/promises';
import { wordsOf } from './launcher-error.js';
import { isRunning, type ProcessIdentity } from './process-identity.js';

/** One life of a process. */
export interface Life {
  readonly identity: ProcessIdentity;
  /** Settles when the process is gone, wanted or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface Supervision {
  readonly title: string;
  readonly log: string;
  /** Pause before the first restart; each further one waits twice as long. */
  readonly firstDelayMilliseconds?: number;
  begin(): Promise<Life>;
  /** Told of each new life, so that the process can be found after a crash of the launcher. */
  onLife(identity: ProcessIdentity): void;
  readonly say: (line: string) => void;
  /** Called once when the process can no longer be kept alive. */
  readonly giveUp: (reason: string) => void;
}

const restartsMax = 3;
/** A process that held out this long has earned all its restarts again. */
const enduranceMilliseconds = 300_000;
const usualDelayMilliseconds = 500;

/** Begins a process and keeps it alive, within bounds, until it is stopped. */
export class SupervisedProcess {
  private life: Life | undefined;
  private stopping = false;
  private watch: Promise<void> = Promise.resolve();

  constructor(private readonly supervision: Supervision) {}

  /** Begins the first life; its failure, and its early end, are the caller's. */
  async start(): Promise<Life> {
    this.life = await this.begin();
    return this.life;
  }

  /** From now on an unwanted end is mended. */
  watchOver(): void {
    if (this.life !== undefined) this.watch = this.keepAlive(this.life);
  }

  /** The last resort of a launcher that crashes: no waiting. */
  killNow(signal: NodeJS.Signals): void {
    this.stopping = true;
    if (this.life !== undefined && isRunning(this.life.identity)) {
      process.kill(this.life.identity.pid, signal);
    }
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.life?.stop();
    await this.watch;
  }

  private async begin(): Promise<Life> {
    const life = await this.supervision.begin();
    this.supervision.onLife(life.identity);
    // Stopped while it began.
    if (this.stopping) await life.stop();
    return life;
  }

  private async keepAlive(first: Life): Promise<void> {
    const { title, log, say, giveUp } = this.supervision;
    let life: Life | undefined = first;
    let restarts = 0;
    while (life !== undefined) {
      const bornAt = performance.now();
      await life.ended;
      if (this.isStopping()) return;
      if (performance.now() - bornAt > enduranceMilliseconds) restarts = 0;
      restarts += 1;
      if (restarts > restartsMax) {
        giveUp(`${title} ended ${restarts} times; see ${log}`);
        return;
      }
      say(
        `! ${title} ended unexpectedly and is started again (${restarts} of ${restartsMax}); see ${log}`,
      );
      life = await this.beginAgain(restarts);
    }
  }

  /** The next life after a pause; undefined when there will be none. */
  private async beginAgain(restart: number): Promise<Life | undefined> {
    const { title, giveUp, firstDelayMilliseconds = usualDelayMilliseconds } = this.supervision;
    await sleep(firstDelayMilliseconds * 2 ** (restart - 1));
    if (this.isStopping()) return undefined;
    try {
      this.life = await this.begin();
      return this.life;
    } catch (error) {
      giveUp(`${title} could not be started again: ${wordsOf(error)}`);
      return undefined;
    }
  }

  /** Asked anew after each wait, since a stop may come meanwhile. */
  private isStopping(): boolean {
    return this.stopping;
  }
}
