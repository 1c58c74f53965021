import type { SandboxDescription } from '../sandbox/description.js';
import type { ScriptApp, Send } from '../sandbox/script-app.js';
import { databasePortOf, SecondProcess, type Server } from '../sandbox/second-process.js';
import type { Bank } from '../sandbox/sandbox.js';

/** What a resource server said to a token, and how many milliseconds after a moment that was known. */
export interface Sight {
  readonly status: number;
  readonly milliseconds: number;
}

/** A bank whose two servers run in two processes each, on one database. */
export class BankOfTwo {
  private constructor(
    readonly bank: Bank,
    private readonly seconds: readonly SecondProcess[],
    /** How a request gets to each of the authorization server's processes. */
    readonly authorizationServers: readonly [Send, Send],
    readonly resourceServers: readonly [Send, Send],
  ) {}

  static async open(home: string, description: SandboxDescription, bank: Bank): Promise<BankOfTwo> {
    const start = (server: Server) =>
      SecondProcess.start(home, description, databasePortOf(home), server);
    // One after the other: what one listens at is free for nobody else.
    const seconds = [await start('authorization-server'), await start('resource-server')];
    const [authorizationServer, resourceServer] = seconds.map(
      (process): Send =>
        (url, init) =>
          fetch(process.at(url), init),
    );
    const ofTwo = (second: Send | undefined): readonly [Send, Send] => [fetch, second ?? fetch];
    const sends = [ofTwo(authorizationServer), ofTwo(resourceServer)] as const;
    return new BankOfTwo(bank, seconds, ...sends);
  }

  async close(): Promise<void> {
    await Promise.all(this.seconds.map((process) => process.stop()));
  }

  /** Shows a token to every resource server at once; times count from `since` on the clock of `performance`. */
  look(app: ScriptApp, accessToken: string, since: number): Promise<readonly Sight[]> {
    const url = `${this.bank.resource_base}/aisp/accounts`;
    return Promise.all(
      this.resourceServers.map(async (send) => {
        const { status } = await app.call(accessToken, url, { send });
        return { status, milliseconds: performance.now() - since };
      }),
    );
  }
}
