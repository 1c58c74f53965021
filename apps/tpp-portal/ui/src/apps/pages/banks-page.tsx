import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { call } from '../../api/api.js';
import { useResource } from '../../api/use-resource.js';
import { JsonBlock } from '../../parts/code-block.js';
import { CopyText } from '../../parts/copy.js';
import { Dialog } from '../../parts/dialog.js';
import { moment } from '../../parts/format.js';
import { Empty, Failure, Waiting } from '../../parts/states.js';
import { useApp, type AppContext } from '../app-context.js';
import type { AppClient, ListedBank } from '../types.js';
import { useAct } from '../../parts/use-act.js';
import classes from './pages.module.css';

/** Where the application is registered, as each bank answered, and where it could be. */
export function BanksPage(): ReactElement {
  const context = useApp();
  const { app } = context;
  const { data, error, reload } = useResource<{ banks: ListedBank[] }>('/api/participants');
  const others = data?.banks.filter(
    ({ slug, registers }) => registers && !app.clients.some(({ bank }) => bank === slug),
  );
  return (
    <>
      <title>{`Banks of ${app.name} – Sandbank`}</title>
      <section className={classes.section} aria-labelledby="registered-title">
        <h2 id="registered-title">Registered at</h2>
        {app.clients.length === 0 ? (
          <Empty title="At no bank yet">
            <p>
              A registration sends the directory’s signed statement to the bank (RFC 7591) and comes
              back with a client_id. Choose a bank below.
            </p>
          </Empty>
        ) : (
          <ul className={classes.stack}>
            {app.clients.map((client) => (
              <Registered
                key={client.bank}
                client={client}
                name={data?.banks.find(({ slug }) => slug === client.bank)?.name ?? client.bank}
                context={context}
              />
            ))}
          </ul>
        )}
      </section>
      <section className={classes.section} aria-labelledby="others-title">
        <h2 id="others-title">Other banks of the directory</h2>
        {error === undefined ? null : <Failure error={error} retry={reload} />}
        {data === undefined && error === undefined ? <Waiting /> : null}
        {others?.length === 0 ? <p className="quiet">It is registered at every bank.</p> : null}
        <ul className={classes.stack}>
          {others?.map((bank) => (
            <Offered key={bank.slug} bank={bank} context={context} />
          ))}
        </ul>
      </section>
    </>
  );
}

const stateWords: Readonly<Record<AppClient['state'], string>> = {
  current: 'Up to date',
  behind: 'Has not heard of the last change',
  lost: 'No longer knows our token',
};

function Registered({
  client,
  name,
  context: { app, reload },
}: {
  client: AppClient;
  name: string;
  context: AppContext;
}): ReactElement {
  const act = useAct();
  const path = `/api/applications/${app.id}/clients/${client.bank}`;
  const again = (): void => void act.run(() => call(path, { method: 'PUT' })).then(reload);
  return (
    <li className={classes.panel} id={`client-${client.bank}`}>
      <div className={classes.panelHead}>
        <h3>{name}</h3>
        <span className={classes.state} data-state={client.state}>
          {stateWords[client.state]}
        </span>
      </div>
      <p>
        <span className="quiet">client_id</span> <CopyText value={client.clientId} />
      </p>
      <p className="quiet">Registered {moment(client.registeredAt)}</p>
      {client.problem === undefined ? null : (
        <div role="alert" className={classes.trouble}>
          <p>
            <b>{client.problem.message}</b>
          </p>
          {client.problem.upstreamError === undefined ? null : (
            <p>
              <code>{client.problem.upstreamError}</code>
              {client.problem.upstreamDescription === undefined
                ? null
                : `: ${client.problem.upstreamDescription}`}
            </p>
          )}
        </div>
      )}
      {act.error === undefined || client.problem !== undefined ? null : (
        <Failure error={act.error} />
      )}
      <details>
        <summary>What the bank answered</summary>
        <JsonBlock value={client.metadata} label={`metadata at ${name}`} />
      </details>
      <div className={classes.actions}>
        {client.state === 'behind' ? (
          <Button variant="default" loading={act.busy} onClick={again}>
            Tell the bank again
          </Button>
        ) : null}
        <RemoveClient client={client} name={name} context={{ app, reload }} />
      </div>
    </li>
  );
}

function RemoveClient({
  client,
  name,
  context: { app, reload },
}: {
  client: AppClient;
  name: string;
  context: AppContext;
}): ReactElement {
  const [asking, setAsking] = useState(false);
  const act = useAct();
  const remove = (): void => {
    const path = `/api/applications/${app.id}/clients/${client.bank}`;
    void act
      .run(() => call(path, { method: 'DELETE' }))
      .then((done) => {
        if (done) setAsking(false);
        reload();
      });
  };
  return (
    <>
      <Button variant="subtle" className={classes.dangerText ?? ''} onClick={() => setAsking(true)}>
        Remove from {name}
      </Button>
      <Dialog open={asking} close={() => setAsking(false)} title={`Leave ${name}?`}>
        <p>
          {client.state === 'lost'
            ? `${name} no longer knows our token, so the client stays there; without valid keys in the directory it opens nothing. Here it is forgotten, and you can register again with a new client_id.`
            : `The client ends there at once, and with it every token, code and consent that it has. Customers must allow a new one again.`}
        </p>
        {act.error === undefined ? null : <Failure error={act.error} />}
        <div className={classes.actions}>
          <Button
            variant="outline"
            className={classes.danger ?? ''}
            loading={act.busy}
            onClick={remove}
          >
            Remove
          </Button>
          <Button variant="default" onClick={() => setAsking(false)}>
            Keep it
          </Button>
        </div>
      </Dialog>
    </>
  );
}

function Offered({
  bank,
  context: { app, reload },
}: {
  bank: ListedBank;
  context: AppContext;
}): ReactElement {
  const act = useAct();
  const register = (): void => {
    const body = { bank: bank.slug };
    const path = `/api/applications/${app.id}/clients`;
    void act
      .run(() => call(path, { method: 'POST', body }))
      .then((done) => {
        if (done) reload();
      });
  };
  return (
    <li className={classes.panel}>
      <div className={classes.panelHead}>
        <div>
          <h3>{bank.name}</h3>
          <code className="quiet">{bank.issuer}</code>
        </div>
        <Button
          id={`register-${bank.slug}`}
          variant="default"
          loading={act.busy}
          disabled={app.ending}
          onClick={register}
        >
          Register
        </Button>
      </div>
      {act.error === undefined ? null : <Failure error={act.error} />}
    </li>
  );
}
