import type { Home } from './home.js';
import { trimLog } from './logs.js';
import { databaseName, ProcessList } from './process-list.js';
import type { Service } from './services.js';
import { SupervisedProcess, type Life } from './supervised-process.js';

const trimEveryMilliseconds = 60_000;

/** The processes of one running sandbox: kept alive together, ended together, the database last. */
export class Crew {
  private readonly servers: SupervisedProcess[] = [];
  private database: SupervisedProcess | undefined;
  private readonly list: ProcessList;
  private readonly logs: string[] = [];
  private readonly trimming: NodeJS.Timeout;
  private readonly failure = Promise.withResolvers<string>();

  /** Settles, with the reason, when a process can no longer be kept alive. */
  readonly failed = this.failure.promise;

  constructor(
    private readonly home: Home,
    private readonly say: (line: string) => void,
  ) {
    this.list = new ProcessList(home);
    this.trimming = setInterval(() => void this.trimLogs(), trimEveryMilliseconds).unref();
  }

  /** Begins the database server and keeps it alive. */
  async startDatabase(begin: () => Promise<Life>): Promise<void> {
    this.database = this.supervise('PostgreSQL', databaseName, this.home.databaseLog, begin);
    await this.database.start();
    this.database.watchOver();
  }

  /** Begins a server; it is kept alive once `untilHealthy` resolves, whose failure is the caller's. */
  async startServer(
    service: Service,
    begin: () => Promise<Life>,
    untilHealthy: (life: Life) => Promise<void>,
  ): Promise<void> {
    const log = this.home.log(service.name);
    const server = this.supervise(service.title, service.name, log, begin);
    this.servers.push(server);
    await untilHealthy(await server.start());
    server.watchOver();
    // Nobody is told that it is there before a launcher that comes after a crash could find it.
    await this.list.settled();
  }

  /** Ends everything in order. */
  async close(): Promise<void> {
    clearInterval(this.trimming);
    await Promise.all(this.servers.map((server) => server.stop()));
    await this.database?.stop();
    await this.list.clear();
  }

  /** The last resort of a launcher that crashes: signals, without waiting. */
  killNow(): void {
    this.servers.forEach((server) => server.killNow('SIGKILL'));
    this.database?.killNow('SIGINT');
  }

  private supervise(
    title: string,
    name: string,
    log: string,
    begin: () => Promise<Life>,
  ): SupervisedProcess {
    this.logs.push(log);
    return new SupervisedProcess({
      title,
      log,
      begin,
      onLife: (identity) => this.list.note(name, identity),
      say: this.say,
      giveUp: this.failure.resolve,
    });
  }

  private async trimLogs(): Promise<void> {
    // A log that cannot be trimmed must not end a sandbox that runs.
    await Promise.allSettled(this.logs.map((log) => trimLog(log)));
  }
}
