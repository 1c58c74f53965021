import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { Database } from '@sandbank/platform';
import { KnownBanks, type ResourceAuthorization } from '@sandbank/protected-resource';
import { permissionTable } from '../../access/permission-table.js';
import { aboutAccount, consentedCall, may } from '../../open-banking/consented.js';
import { notCovered } from '../../open-banking/open-banking-error.js';
import { existing, idOf, type StatementPath } from '../statements.service.js';
import { StatementsStore } from '../statements.store.js';
import {
  linesMax,
  statementFile,
  statementFileAnswer,
  type StatementFileRow,
} from './statement-file.model.js';
import { statementPdf } from './statement-page.js';

const { entries } = permissionTable['statement-transactions'];

/** A statement as the bank would send it by post, as far as the customer shares it. */
@Injectable()
export class StatementFileService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(StatementsStore) private readonly store: StatementsStore,
    @Inject(KnownBanks) private readonly banks: KnownBanks,
  ) {}

  async file(
    { accountId, statementId }: StatementPath,
    authorization: ResourceAuthorization,
  ): Promise<StreamableFile> {
    const call = await aboutAccount(accountId, consentedCall(authorization), this.database);
    const [consent] = call.accounts.values();
    if (consent === undefined) throw notCovered('the consent covers no account', 'AccountId');
    const rows = await this.store.withEntries(call, idOf(statementId), {
      credits: may(consent, entries.Credit),
      debits: may(consent, entries.Debit),
      most: linesMax,
    });
    const first = existing(rows, statementId);
    const others = rows.slice(1).filter((row): row is StatementFileRow => row.id !== null);
    const bankName = (await this.banks.find(call.bank))?.name ?? call.bank;
    const file = statementFile([first, ...others], consent, bankName);
    return new StreamableFile(await statementPdf(file), {
      type: statementFileAnswer.mediaType,
      disposition: `attachment; filename="statement-${file.reference}.pdf"`,
    });
  }
}
