import { Inject, Injectable } from '@nestjs/common';
import * as recorded from './recorded.js';
import type { RecordingServer } from './recorded.js';
import { RecordingServers, type SilentServer } from './recording-servers.js';

interface Partly {
  /** Servers that did not answer: what is told is without them. */
  readonly silent: readonly SilentServer[];
}

/** A rule that refused, how often, and how many clients; `server` says where. */
export interface TopRejection {
  readonly server: RecordingServer;
  readonly clause: string | null;
  readonly error: string;
  readonly count: number;
  readonly clients: number;
}

/** How a client fares at one server; times in milliseconds. */
export interface ClientHealth {
  readonly server: RecordingServer;
  readonly client_id: string;
  readonly exchanges: number;
  readonly refused: number;
  readonly last_at: string | null;
  readonly median_ms: number | null;
  readonly p95_ms: number | null;
}

/** What the banks' servers recorded of all their clients: for operators alone. Throws `records_unavailable`. */
@Injectable()
export class OperatorRecordsClient {
  constructor(@Inject(RecordingServers) private readonly servers: RecordingServers) {}

  /** How many flows reached each step, summed over the servers that count it; times in ISO 8601. */
  async funnel(
    bank: string,
    period: { since?: string | undefined; until?: string | undefined },
  ): Promise<recorded.Funnel & Partly> {
    const question = { path: [bank, 'funnel'], query: period, answer: recorded.funnel };
    const { answers, silent } = await this.servers.askBoth(question);
    const steps = answers.flatMap(({ answer }) => answer.steps);
    const names = ['par', 'authorize', 'token', 'call'] as const;
    return {
      steps: names.map((step) => ({
        step,
        flows: sum(steps.filter((one) => one.step === step).map(({ flows }) => flows)),
      })),
      silent,
    };
  }

  /** The rules that refused most, most frequent first. */
  async topRejections(bank: string, since?: string): Promise<{ rules: TopRejection[] } & Partly> {
    const { answers, silent } = await this.servers.askBoth({
      path: [bank, 'rejections', 'top'],
      query: { since },
      answer: recorded.topRejections,
    });
    const rules = answers
      .flatMap(({ server, answer }) => answer.rules.map((rule) => ({ server, ...rule })))
      .sort((one, other) => other.count - one.count);
    return { rules, silent };
  }

  /** The clients of a bank, each at each server that knows it. */
  async clients(bank: string, since?: string): Promise<{ clients: ClientHealth[] } & Partly> {
    const path = [bank, 'clients'];
    const question = { path, query: { since }, answer: recorded.clientsHealth };
    const { answers, silent } = await this.servers.askBoth(question);
    const clients = answers.flatMap(({ server, answer }) =>
      answer.clients.map((client) => ({ server, ...client })),
    );
    return { clients, silent };
  }

  /** Everything that an interaction id names, oldest first. */
  async interaction(id: string): Promise<recorded.RecordedInteraction & Partly> {
    const question = { path: ['interactions', id], answer: recorded.interaction };
    const { answers, silent } = await this.servers.askBoth(question);
    const inOrder = <T extends { id: string }>(rows: T[]): T[] =>
      rows.sort((one, other) => (one.id < other.id ? -1 : 1));
    return {
      exchanges: inOrder(answers.flatMap(({ answer }) => answer.exchanges)),
      rejections: inOrder(answers.flatMap(({ answer }) => answer.rejections)),
      silent,
    };
  }

  /** Requests and refusals over time, summed over both servers; `stepSeconds` long each. */
  async rate(
    bank: string,
    { since, stepSeconds }: { since?: string | undefined; stepSeconds: number },
  ): Promise<recorded.Rate & Partly> {
    const { answers, silent } = await this.servers.askBoth({
      path: [bank, 'rate'],
      query: { since, step_seconds: stepSeconds },
      answer: recorded.rate,
    });
    const at = Map.groupBy(
      answers.flatMap(({ answer }) => answer.points),
      (point) => point.at,
    );
    const points = [...at].map(([moment, found]) => ({
      at: moment,
      requests: sum(found.map(({ requests }) => requests)),
      refused: sum(found.map(({ refused }) => refused)),
    }));
    points.sort((one, other) => (one.at < other.at ? -1 : 1));
    return { points, silent };
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
