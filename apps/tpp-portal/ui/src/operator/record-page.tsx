import type { ReactElement } from 'react';
import { useResource } from '../api/use-resource.js';
import { CodeBlock } from '../parts/code-block.js';
import { Failure, Waiting } from '../parts/states.js';
import { ActList } from './act-list.js';
import { BankChoice } from './choice.js';
import { useChosenBank } from './operator-context.js';
import type { OperatorAct } from './types.js';
import classes from './operator.module.css';

/** The governance record to take along, and what operators did here. */
export function RecordPage(): ReactElement {
  const bank = useChosenBank();
  const { data, error, reload } = useResource<{ acts: OperatorAct[] }>('/api/operator/acts');
  return (
    <div className={classes.body}>
      <title>Record – Operator console – Sandbank</title>
      <section className={classes.section} aria-labelledby="export">
        <h2 id="export">The governance record</h2>
        <BankChoice />
        <p className="lead">
          Who was allowed what, who was refused, what was read: told once, and only ever added to. A
          download seals it as it stands and ends with the bank’s signature.
        </p>
        {bank === undefined ? null : (
          <>
            <p>
              <a
                id="download-record"
                className={classes.download}
                href={`/api/operator/banks/${encodeURIComponent(bank.slug)}/record`}
                download
                onClick={() => setTimeout(reload, 2000)}
              >
                Download the record of {bank.name}
              </a>
            </p>
            <p>
              Verify it anywhere, without a sandbox or a database: that no record was changed, left
              out or put in, and that the bank signed it. A file that broke off is not verified.
            </p>
            <CodeBlock
              label="How to verify it"
              text={`npm run sandbox -- audit verify ${bank.slug}-record-*.jsonl --jwks ${bank.issuer}/jwks`}
            />
            <p className="quiet">
              <code>--jwks</code> takes the bank’s key set as an address or a file; with{' '}
              <code>--after</code> an export that you kept, it also proves that this one goes on
              from it. Keep exports where the owner of the database cannot reach.
            </p>
          </>
        )}
      </section>
      <section className={classes.section} aria-labelledby="acts">
        <h2 id="acts">What operators did here</h2>
        {error === undefined ? null : <Failure error={error} retry={reload} />}
        {data === undefined && error === undefined ? <Waiting /> : null}
        {data?.acts.length === 0 ? (
          <p className={classes.calm}>
            Nothing yet. Each freeze, thaw, rotation and download stands here with its reason and
            its interaction id, before it is carried out.
          </p>
        ) : null}
        {data === undefined || data.acts.length === 0 ? null : <ActList acts={data.acts} />}
      </section>
    </div>
  );
}
