/** Times the parts of a journey, and tells them when SANDBANK_TIMES is set: how fast a machine is decides no test. */
export class Stopwatch {
  private readonly laps: { readonly part: string; readonly seconds: number }[] = [];

  constructor(private readonly journey: string) {}

  async lap<T>(part: string, run: () => Promise<T>): Promise<T> {
    const before = performance.now();
    const result = await run();
    this.laps.push({ part, seconds: (performance.now() - before) / 1000 });
    return result;
  }

  tell(): void {
    if (process.env['SANDBANK_TIMES'] === undefined) return;
    const total = this.laps.reduce((sum, { seconds }) => sum + seconds, 0);
    const lines = [...this.laps, { part: 'together', seconds: total }].map(
      ({ part, seconds }) => `  ${seconds.toFixed(1).padStart(6)} s  ${part}`,
    );
    process.stderr.write(`${this.journey}\n${lines.join('\n')}\n`);
  }
}
