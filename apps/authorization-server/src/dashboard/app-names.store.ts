import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '@sandbank/platform';
import type { AppItem } from './views/index.js';

const findApps = statement(
  'dashboard.find_apps',
  `SELECT client_id, metadata ->> 'client_name' AS name, status
   FROM authorization_server.client WHERE bank = $1 AND client_id = ANY($2)`,
);

interface AppRow {
  readonly client_id: string;
  readonly name: string;
  readonly status: string;
}

/** The names of apps as the bank knows them, also of those that may do nothing any more. */
@Injectable()
export class AppNamesStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** One for each id; an app that the bank has removed goes by its identifier. */
  async of(bank: string, clientIds: readonly string[]): Promise<ReadonlyMap<string, AppItem>> {
    const ids = [...new Set(clientIds)];
    const rows = ids.length === 0 ? [] : await this.rowsOf(bank, ids);
    const known = new Map(rows.map((row) => [row.client_id, row]));
    return new Map(
      ids.map((clientId) => {
        const row = known.get(clientId);
        const app = {
          clientId,
          name: row?.name ?? clientId,
          withdrawn: row?.status !== 'active',
        };
        return [clientId, app];
      }),
    );
  }

  private rowsOf(bank: string, ids: readonly string[]): Promise<AppRow[]> {
    return this.database.query<AppRow>(findApps, [bank, ids]);
  }
}
