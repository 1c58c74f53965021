import type { ReactElement } from 'react';
import { useResource } from '../api/use-resource.js';
import { moment } from '../parts/format.js';
import { Failure, Waiting } from '../parts/states.js';
import { BankChoice } from './choice.js';
import { useChosenBank } from './operator-context.js';
import { RotateKeys } from './rotate-keys.js';
import type { OperatedBank, SigningKey } from './types.js';
import { counted, purposeWords, stateWords } from './words.js';
import classes from './operator.module.css';

/** The keys that a bank signs with, by what for, and how they are changed. */
export function KeysPage(): ReactElement {
  const bank = useChosenBank();
  const { data, error, reload } = useResource<{ bank: OperatedBank; keys: SigningKey[] }>(
    bank === undefined ? undefined : `/api/operator/banks/${encodeURIComponent(bank.slug)}/keys`,
  );
  const published = data?.keys.filter(({ state }) => state !== 'removed') ?? [];
  const gone = (data?.keys.length ?? 0) - published.length;
  const groups = Map.groupBy(published, ({ purpose }) => purpose);
  return (
    <div className={classes.body}>
      <title>Keys – Operator console – Sandbank</title>
      <div className={classes.bar}>
        <BankChoice />
      </div>
      <p className="lead">
        A key that is rotated gets a successor, which is published at once and signs eleven minutes
        later, when everybody knows it. Nobody notices.
      </p>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting lines={6} /> : null}
      {data === undefined
        ? null
        : [...groups].map(([purpose, keys]) => (
            <section key={purpose} className={classes.section} aria-labelledby={`for-${purpose}`}>
              <h2 id={`for-${purpose}`}>{purposeWords[purpose] ?? purpose}</h2>
              <KeyTable keys={keys} bank={data.bank} reload={reload} />
            </section>
          ))}
      {gone === 0 ? null : (
        <p className="quiet">{counted(gone, 'key')} of earlier times are gone.</p>
      )}
    </div>
  );
}

function KeyTable({
  keys,
  bank,
  reload,
}: {
  keys: readonly SigningKey[];
  bank: OperatedBank;
  reload: () => void;
}): ReactElement {
  return (
    <table className={classes.cards}>
      <caption className="spoken">Keys</caption>
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">State</th>
          <th scope="col">Signs from</th>
          <th scope="col">
            <span className="spoken">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.kid}>
            <th scope="row">
              {key.alg}
              <span className="quiet">
                <code>{key.kid}</code>
              </span>
            </th>
            <td data-label="State">
              <span className={classes.mark} data-status={key.state}>
                {stateWords[key.state]}
              </span>
            </td>
            <td data-label="Signs from">{moment(key.activeFrom)}</td>
            <td className={classes.change}>
              {key.state === 'active' ? (
                <RotateKeys bank={bank} signingKey={key} reload={reload} />
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
