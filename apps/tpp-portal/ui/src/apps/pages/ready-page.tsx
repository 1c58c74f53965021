import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { apiErrorOf, call, type ApiError } from '../../api/api.js';
import { CopyText } from '../../parts/copy.js';
import { Icon } from '../../parts/icons.js';
import { Failure } from '../../parts/states.js';
import { useApp } from '../app-context.js';
import { SnippetsView } from '../snippets/snippets-view.js';
import { wantedBanks } from '../wizard/draft.js';
import classes from './pages.module.css';

interface Outcome {
  readonly bank: string;
  readonly error?: ApiError;
}

/** The end of the wizard: registers at the banks that were chosen, and shows what to run. */
export function ReadyPage(): ReactElement {
  const { app, reload } = useApp();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const begun = useRef(false);
  const wanted = wantedBanks(app.id);
  const known = app.clients.map(({ bank }) => bank);
  const waiting = wanted.filter((bank) => !known.includes(bank));
  const banks = [...known, ...waiting];

  const register = async (bank: string): Promise<void> => {
    const outcome = await call(`/api/applications/${app.id}/clients`, {
      method: 'POST',
      body: { bank },
    })
      .then((): Outcome => ({ bank }))
      .catch((thrown: unknown): Outcome => ({ bank, error: apiErrorOf(thrown) }));
    setOutcomes((all) => [...all.filter((one) => one.bank !== bank), outcome]);
  };
  const registerAll = async (which: readonly string[]): Promise<void> => {
    setOutcomes((all) => all.filter(({ bank }) => !which.includes(bank)));
    await Promise.all(which.map(register));
    reload();
  };

  useEffect(() => {
    if (begun.current || waiting.length === 0) return;
    begun.current = true;
    void registerAll(waiting);
  });

  return (
    <>
      <title>{`${app.name} is ready – Sandbank`}</title>
      <section className={classes.section} aria-labelledby="ready-title">
        <h2 id="ready-title">
          {waiting.length === 0 ? 'Your application is ready' : 'Registering'}
        </h2>
        <ul className={classes.outcomes} aria-live="polite" id="registrations">
          {banks.map((bank) => (
            <BankOutcome
              key={bank}
              bank={bank}
              clientId={app.clients.find((client) => client.bank === bank)?.clientId}
              error={outcomes.find((one) => one.bank === bank)?.error}
              retry={() => void registerAll([bank])}
            />
          ))}
        </ul>
        {banks.length === 0 ? (
          <p>
            It is registered at no bank yet. <Link to={`/apps/${app.id}/banks`}>Choose one</Link>,
            and its program is written.
          </p>
        ) : null}
      </section>
      {app.clients.length === 0 ? null : (
        <section className={classes.section} aria-labelledby="run-title">
          <h2 id="run-title">Run it</h2>
          <p className="lead">
            The files in one folder, one command. It prints an address: open it, sign in as{' '}
            <Link to="/people">one of the people</Link>, and watch your terminal.
          </p>
          <SnippetsView app={app} />
          <p className={classes.actions}>
            <Button component={Link} variant="default" to={`/apps/${app.id}/flows`}>
              Watch its flows
            </Button>
            <Link to={`/apps/${app.id}`}>To the application</Link>
          </p>
        </section>
      )}
    </>
  );
}

function BankOutcome({
  bank,
  clientId,
  error,
  retry,
}: {
  bank: string;
  clientId: string | undefined;
  error: ApiError | undefined;
  retry: () => void;
}): ReactElement {
  if (clientId !== undefined) {
    return (
      <li className={classes.outcome}>
        <span className={classes.good}>
          <Icon of="check" size={18} /> <b>{bank}</b>
        </span>
        <CopyText value={clientId} label={`Copy the client_id at ${bank}`} />
      </li>
    );
  }
  return (
    <li className={classes.outcome}>
      <b>{bank}</b>
      {error === undefined ? (
        <span className="quiet">Registering …</span>
      ) : (
        <Failure error={error} retry={retry} />
      )}
    </li>
  );
}
