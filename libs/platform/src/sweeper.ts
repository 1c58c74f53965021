import type { OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from './logger.js';

/** Does one kind of cleaning again and again; a failure is logged and tried again at the next turn. */
export abstract class Sweeper implements OnApplicationShutdown {
  private readonly timer: NodeJS.Timeout;
  private isSweeping = false;

  protected constructor(
    /** What is swept, for the log. */
    private readonly what: string,
    everySeconds: number,
    private readonly logger: Logger,
  ) {
    this.timer = setInterval(() => void this.takeTurn(), everySeconds * 1000);
    this.timer.unref();
  }

  /** One turn; never rejects. */
  async sweep(): Promise<void> {
    try {
      await this.clean();
    } catch (error) {
      this.logger.warn({ err: error }, `${this.what} could not be swept; it will be tried again`);
    }
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** A turn that is not done when the next one comes takes that one as well: slow turns must not pile up. */
  private async takeTurn(): Promise<void> {
    if (this.isSweeping) return;
    this.isSweeping = true;
    await this.sweep();
    this.isSweeping = false;
  }

  protected abstract clean(): Promise<void>;
}
