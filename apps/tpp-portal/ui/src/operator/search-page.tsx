import { Button, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useSearchParams } from 'react-router';
import { useResource } from '../api/use-resource.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { isInteractionId, type Rejection } from '../rejections/rejection.js';
import { RejectionView } from '../rejections/rejection-view.js';
import { ActList } from './act-list.js';
import { ExchangeTable, WhoseLink, type FoundExchange, type Whose } from './found-exchanges.js';
import { Silent } from './silent.js';
import type { Missing, OperatorAct } from './types.js';
import classes from './operator.module.css';

interface Found {
  exchanges: FoundExchange[];
  rejections: (Rejection & Whose)[];
  acts: OperatorAct[];
  silent: Missing[];
}

/** Everything that one interaction id names, at all banks and both servers. */
export function SearchPage(): ReactElement {
  const [query, setQuery] = useSearchParams();
  const id = query.get('id') ?? '';
  const [wrong, setWrong] = useState(id !== '' && !isInteractionId(id));
  const isId = isInteractionId(id);
  const { data, error, reload } = useResource<Found>(
    isId ? `/api/operator/interactions/${id}` : undefined,
  );
  const search = (form: FormData): void => {
    const value = form.get('id');
    const wanted = typeof value === 'string' ? value.trim().toLowerCase() : '';
    setWrong(!isInteractionId(wanted));
    if (isInteractionId(wanted)) setQuery({ id: wanted });
  };
  return (
    <div className={classes.body}>
      <title>Search – Operator console – Sandbank</title>
      <form className={classes.search} role="search" action={search} key={id}>
        <TextInput
          id="search-interaction"
          name="id"
          label="Interaction id"
          placeholder="73cac523-d3ae-2289-b106-330a6218710d"
          defaultValue={id}
          className={classes.find ?? ''}
          error={wrong ? 'This is no interaction id: copy it whole, all 36 characters.' : null}
        />
        <Button type="submit">Find</Button>
      </form>
      {isId ? null : (
        <Empty title="An interaction id finds everything that happened under it">
          <p>
            Every answer carries one as <code>x-fapi-interaction-id</code>, every error page shows
            it, and developers quote it when they ask for help. Exchanges and refusals are kept for
            seven days.
          </p>
        </Empty>
      )}
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {isId && data === undefined && error === undefined ? <Waiting /> : null}
      {data === undefined ? null : <Results found={data} />}
    </div>
  );
}

function Results({
  found: { exchanges, rejections, acts, silent },
}: {
  found: Found;
}): ReactElement {
  const isNothing = exchanges.length + rejections.length + acts.length === 0;
  return (
    <>
      <Silent silent={silent} />
      {isNothing ? (
        <Empty title="Nothing has this interaction id">
          <p>It is older than seven days, or it never reached the banks.</p>
        </Empty>
      ) : null}
      {acts.length === 0 ? null : (
        <section className={classes.section} aria-labelledby="acts">
          <h2 id="acts">Done by operators</h2>
          <ActList acts={acts} />
        </section>
      )}
      {rejections.length === 0 ? null : (
        <section className={classes.section} aria-labelledby="refused">
          <h2 id="refused">Refused</h2>
          {rejections.map((rejection) => (
            <RejectionView key={rejection.id} rejection={rejection}>
              <p>
                <WhoseLink {...rejection} />
              </p>
            </RejectionView>
          ))}
        </section>
      )}
      {exchanges.length === 0 ? null : (
        <section className={classes.section} aria-labelledby="exchanges">
          <h2 id="exchanges">Exchanges</h2>
          <ExchangeTable exchanges={exchanges} />
        </section>
      )}
    </>
  );
}
