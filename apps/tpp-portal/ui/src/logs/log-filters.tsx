import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link, useLocation, useSearchParams } from 'react-router';
import type { AppClient } from '../apps/types.js';
import { isInteractionId } from '../rejections/rejection.js';
import { type filterNames, filterOf } from './log-entry.js';
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
  const set = (name: (typeof filterNames)[number], value: string): void => {
    const isWrong = name === 'interaction_id' && value !== '' && !isInteractionId(value);
    setWrong(isWrong);
    if (isWrong) return;
    const next = new URLSearchParams(query);
    if (value === '') next.delete(name);
    else next.set(name, value);
    setQuery(next);
  };
  const search = (form: FormData): void => {
    for (const name of ['endpoint', 'interaction_id'] as const) {
      const value = form.get(name);
      const text = typeof value === 'string' ? value.trim() : '';
      if (text !== (filter[name] ?? '')) set(name, text);
    }
  };
  return (
    <form className={classes.filters} role="search" action={search} aria-label="Filter the log">
      {clients.length > 1 ? (
        <NativeSelect
          id="log-bank"
          label="Bank"
          value={filter.bank ?? ''}
          onChange={({ currentTarget }) => set('bank', currentTarget.value)}
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
        onChange={({ currentTarget }) => set('server', currentTarget.value)}
        data={servers}
      />
      <NativeSelect
        id="log-status"
        label="Answer"
        value={filter.status ?? ''}
        onChange={({ currentTarget }) => set('status', currentTarget.value)}
        data={statuses}
      />
      <TextInput
        id="log-endpoint"
        name="endpoint"
        label="Endpoint"
        placeholder="token, accounts…"
        defaultValue={filter.endpoint ?? ''}
      />
      <TextInput
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
