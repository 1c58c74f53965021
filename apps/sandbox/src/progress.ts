/** Tells people what is going on while they wait. */
export interface Progress {
  /** Shows `title` while `work` runs. Steps may overlap. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** A line that stays. */
  note(line: string): void;
}

export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMilliseconds = 100;
const clearLine = '\r\x1b[2K';

/** A line that lives on a terminal; elsewhere one plain line for each step that ended. */
export function progressOn(screen: Screen): Progress {
  const live = screen.isTTY === true;
  const running = new Set<string>();
  let frame = 0;
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    frame = (frame + 1) % frames.length;
    screen.write(`${clearLine}${frames[frame] ?? ''} ${[...running].join(', ')}`);
  };
  const say = (line: string): void => {
    screen.write(`${live ? clearLine : ''}${line}\n`);
  };
  const settle = (title: string): void => {
    running.delete(title);
    if (running.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    if (live) screen.write(clearLine);
  };
  return {
    note: say,
    async step(title, work) {
      const startedAt = performance.now();
      running.add(title);
      if (live) timer ??= setInterval(draw, frameMilliseconds);
      try {
        const result = await work();
        settle(title);
        say(`✔ ${title} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
        return result;
      } catch (error) {
        settle(title);
        say((error as Error).name === 'AbortError' ? `- ${title}: called off` : `✘ ${title}`);
        throw error;
      }
    },
  };
}
