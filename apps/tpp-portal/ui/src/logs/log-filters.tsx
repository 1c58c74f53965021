import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import type { AppClient } from '../apps/types.js';
import { isInteractionId } from '../rejections/rejection.js';
import { filterOf, type LogFilter } from './log-entry.js';
import classes from './logs.module.css';

const servers = [
  { value: '', label: 'Both servers' },
  { value: 'authorization-server', label: 'Authorization server' },
  { value: 'resource-server', label: 'Resource server' },
];
const statuses = [
  { value: '', label: 'Any' },
  { value: 'refused', label: 'Refused' },
  { value: '2', label: '2xx' },
  { value: '3', label: '3xx' },
  { value: '4', label: '4xx' },
  { value: '5', label: '5xx' },
];

/** What the log is filtered by; it stands in the address, so that a filtered log can be passed on. */
export function LogFilters({ clients }: { clients: readonly AppClient[] }): ReactElement {
  const [query, setQuery] = useSearchParams();
  const { pathname } = useLocation();
  const [wrong, setWrong] = useState(false);
  const filter = filterOf(query);
  const change = (changes: LogFilter): void => {
    const { interaction_id: interaction = '' } = changes;
    const isWrong = interaction !== '' && !isInteractionId(interaction);
    setWrong(isWrong);
    if (!isWrong) setQuery(filterOf(new URLSearchParams({ ...filter, ...changes })));
  };
  const search = (form: FormData): void => {
    const textOf = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    change({ endpoint: textOf('endpoint'), interaction_id: textOf('interaction_id') });
  };
  return (
    <form className={classes.filters} role="search" action={search} aria-label="Filter the log">
      {clients.length > 1 ? (
        <NativeSelect
          id="log-bank"
          label="Bank"
          value={filter.bank ?? ''}
          onChange={({ currentTarget }) => change({ bank: currentTarget.value })}
          data={[
            { value: '', label: 'All banks' },
            ...clients.map(({ bank }) => ({ value: bank, label: bank })),
          ]}
        />
      ) : null}
      <NativeSelect
        id="log-server"
        label="Server"
        value={filter.server ?? ''}
        onChange={({ currentTarget }) => change({ server: currentTarget.value })}
        data={servers}
      />
      <NativeSelect
        id="log-status"
        label="Answer"
        value={filter.status ?? ''}
        onChange={({ currentTarget }) => change({ status: currentTarget.value })}
        data={statuses}
      />
      <TextInput
        key={`endpoint ${filter.endpoint ?? ''}`}
        id="log-endpoint"
        name="endpoint"
        label="Endpoint"
        placeholder="token, accounts…"
        defaultValue={filter.endpoint ?? ''}
      />
      <TextInput
        key={`interaction ${filter.interaction_id ?? ''}`}
        id="log-interaction"
        name="interaction_id"
        label="Interaction id"
        className={classes.interaction ?? ''}
        defaultValue={filter.interaction_id ?? ''}
        error={wrong ? 'Copy it whole: 36 characters.' : null}
      />
      <Button type="submit" variant="default">
        Filter
      </Button>
      {Object.keys(filter).length === 0 ? null : <Link to={pathname}>Show everything</Link>}
    </form>
  );
}
