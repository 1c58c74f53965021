import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Bank } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { isInteractionId, type Rejections } from './rejection.js';
import { RejectionView } from './rejection-view.js';
import classes from './rejections.module.css';

/** Why the demo app was refused: the latest refusals, or those of one interaction. */
export function RejectionsPage(): ReactElement {
  const [query] = useSearchParams();
  const banks = useResource<{ banks: Bank[] }>('/api/banks');
  const list = banks.data?.banks;
  const bank = list?.find(({ slug }) => slug === query.get('bank')) ?? list?.[0];
  return (
    <div className={classes.page}>
      <title>Rejections – Sandbank</title>
      <h1>Rejections</h1>
      <p className="lead">
        A bank says little to a caller it refuses. To the developers of{' '}
        {bank?.clientName ?? 'Tally'} it says more: which rule fired, what it expected, what came,
        and what to change. Kept for seven days.
      </p>
      <p className="quiet">
        These are the demo app’s. <Link to="/apps">Your own applications</Link> have theirs;{' '}
        <Link to="/interactions">an interaction id</Link> is found wherever it is.
      </p>
      {banks.error === undefined ? null : <Failure error={banks.error} retry={banks.reload} />}
      {bank === undefined && banks.error === undefined ? <Waiting /> : null}
      {bank === undefined ? null : <Search key={query.toString()} banks={list ?? []} bank={bank} />}
      {bank === undefined ? null : <Found bank={bank} />}
    </div>
  );
}

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
};

function Search({ banks, bank }: { banks: readonly Bank[]; bank: Bank }): ReactElement {
  const [query, setQuery] = useSearchParams();
  const [wrong, setWrong] = useState(false);
  const search = (form: FormData): void => {
    const wanted = textOf(form, 'interaction');
    const chosen = textOf(form, 'bank');
    setWrong(wanted !== '' && !isInteractionId(wanted));
    if (wanted !== '' && !isInteractionId(wanted)) return;
    setQuery({
      ...(banks.length > 1 ? { bank: chosen } : {}),
      ...(wanted === '' ? {} : { interaction: wanted }),
    });
  };
  return (
    <form className={classes.search} role="search" action={search}>
      {banks.length > 1 ? (
        <NativeSelect
          name="bank"
          label="Bank"
          defaultValue={bank.slug}
          data={banks.map(({ slug, name }) => ({ value: slug, label: name }))}
        />
      ) : null}
      <TextInput
        id="interaction"
        name="interaction"
        label="Interaction id"
        description="The x-fapi-interaction-id of an answer"
        placeholder="73cac523-d3ae-2289-b106-330a6218710d"
        defaultValue={query.get('interaction') ?? ''}
        error={wrong ? 'This is no interaction id: copy it whole, all 36 characters.' : null}
        className={classes.id ?? ''}
      />
      <Button type="submit" id="search-rejections" variant="default">
        Search
      </Button>
    </form>
  );
}

function Found({ bank }: { bank: Bank }): ReactElement {
  const [query] = useSearchParams();
  const interaction = query.get('interaction');
  const before = query.get('before');
  const asked = new URLSearchParams({
    ...(interaction === null ? {} : { interaction_id: interaction }),
    ...(before === null ? {} : { before }),
  });
  const { data, error, loading, reload } = useResource<Rejections>(
    `/api/banks/${bank.slug}/rejections?${asked.toString()}`,
  );
  const next = new URLSearchParams(query);
  if (data?.next !== undefined) next.set('before', data.next);
  return (
    <section aria-label="Refusals" aria-busy={loading} className={classes.found} id="rejections">
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting /> : null}
      {data?.silent.map(({ endpoint, message }) => (
        <p key={endpoint} role="alert" className={classes.silent}>
          <b>This list is not complete.</b> {message} <code>{endpoint}</code>
        </p>
      ))}
      {data?.rejections.length === 0 ? <Nothing interaction={interaction} /> : null}
      {data?.rejections.map((rejection) => (
        <RejectionView key={rejection.id} rejection={rejection} />
      ))}
      {data === undefined ? null : (
        <p className={classes.more}>
          {data.next === undefined ? null : (
            <Link id="older" to={`/rejections?${next.toString()}`}>
              Older ones
            </Link>
          )}
          {interaction === null && before === null ? null : (
            <Link to="/rejections">The latest ones</Link>
          )}
          <Link to="/rules">All rules</Link>
        </p>
      )}
    </section>
  );
}

function Nothing({ interaction }: { interaction: string | null }): ReactElement {
  return interaction === null ? (
    <Empty title="Nothing was refused in the last seven days">
      <p>
        Send something that breaks a rule, and it is explained here: an authorization code used
        twice, a DPoP proof of yesterday, an account nobody shared.
      </p>
      <Link to="/rules">Choose a rule to break</Link>
    </Empty>
  ) : (
    <Empty title="No refusal has this interaction id">
      <p>
        It was not refused, it is older than seven days, or it was another client’s. A refusal
        appears here within a second.
      </p>
      <Link to="/rejections">The latest ones</Link>
    </Empty>
  );
}
