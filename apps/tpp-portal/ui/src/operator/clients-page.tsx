import { TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useResource } from '../api/use-resource.js';
import { day } from '../parts/format.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { BankChoice } from './choice.js';
import { useChosenBank } from './operator-context.js';
import { Silent } from './silent.js';
import { StatusMark } from './status-mark.js';
import type { Missing, OperatedBank, OperatedClient } from './types.js';
import { counted } from './words.js';
import classes from './operator.module.css';

interface Clients {
  bank: OperatedBank;
  clients: OperatedClient[];
  silent: Missing[];
}

const shownMax = 200;

/** Every client of a bank, whose it is, and whether it may act. */
export function ClientsPage(): ReactElement {
  const bank = useChosenBank();
  const [words, setWords] = useState('');
  const { data, error, reload } = useResource<Clients>(
    bank === undefined ? undefined : `/api/operator/banks/${encodeURIComponent(bank.slug)}/clients`,
  );
  const found = data?.clients.filter((client) => matches(client, words)) ?? [];
  return (
    <div className={classes.body}>
      <title>Apps – Operator console – Sandbank</title>
      <div className={classes.bar}>
        <BankChoice />
        <TextInput
          id="find-client"
          aria-label="Find a client"
          placeholder="Name, id or organisation"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          className={classes.find ?? ''}
        />
      </div>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting lines={6} /> : null}
      <Silent silent={data?.silent ?? []} />
      {data?.clients.length === 0 ? (
        <Empty title={`${data.bank.name} has no clients`}>
          <p>They come by registration with a statement of the directory, or by a command:</p>
          <p>
            <code>
              npm run sandbox -- client add --bank {data.bank.slug} --metadata clients.json
            </code>
          </p>
        </Empty>
      ) : null}
      {data === undefined || data.clients.length === 0 ? null : (
        <>
          <p role="status" className="quiet">
            {counted(found.length, 'client')}
            {found.length > shownMax ? `, the first ${shownMax} shown: search for the others` : ''}
          </p>
          {found.length === 0 ? null : (
            <ClientTable bank={data.bank.slug} clients={found.slice(0, shownMax)} />
          )}
        </>
      )}
    </div>
  );
}

function ClientTable({
  bank,
  clients,
}: {
  bank: string;
  clients: readonly OperatedClient[];
}): ReactElement {
  return (
    <table className={classes.cards}>
      <caption className="spoken">Clients</caption>
      <thead>
        <tr>
          <th scope="col">Client</th>
          <th scope="col">Organisation</th>
          <th scope="col">Profile</th>
          <th scope="col">Status</th>
        </tr>
      </thead>
      <tbody>
        {clients.map((client) => (
          <tr key={client.clientId}>
            <th scope="row">
              <Link to={`/operator/apps/${bank}/${encodeURIComponent(client.clientId)}`}>
                {client.name}
              </Link>
              <span className="quiet">
                <code>{client.clientId}</code>
              </span>
            </th>
            <td data-label="Organisation">
              {client.organisation === undefined ? (
                <span className="quiet">Not in the directory</span>
              ) : (
                <span>
                  {client.organisation.name}{' '}
                  {client.organisation.status === 'suspended' ? (
                    <StatusMark status="suspended" />
                  ) : null}
                </span>
              )}
            </td>
            <td data-label="Profile">{client.constraint === 'mtls' ? 'mTLS' : 'DPoP'}</td>
            <td data-label="Status">
              <span>
                <StatusMark status={client.status} />
                {client.status === 'frozen' && client.statusChangedAt !== null ? (
                  <span className="quiet"> since {day(client.statusChangedAt)}</span>
                ) : null}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const matches = ({ clientId, name, organisation }: OperatedClient, words: string): boolean => {
  const text = `${clientId} ${name} ${organisation?.name ?? ''}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};
