import { Button, NativeSelect } from '@mantine/core';
import { useState, type ReactElement, type SyntheticEvent } from 'react';
import { Link } from 'react-router';
import { apiErrorOf, call, type ApiError } from '../api/api.js';
import type { Account, Bank } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { Failure } from '../parts/states.js';
import { AnswerView } from './answer-view.js';
import { Confirmation } from './confirmation.js';
import type { Explorer, ExplorerAnswer, Grant } from './explorer-types.js';
import { filledIn, targetOf, type OperationForm } from './operation-form.js';
import { OperationHead } from './operation-head.js';
import { ParameterFields, type Suggestion } from './parameter-fields.js';
import { jsonIn, useFilled } from './use-filled.js';
import classes from './explorer.module.css';

/** One operation, filled in and sent with the demo app's key. */
export function CallForm({
  form,
  bank,
  explorer,
  grants,
  reload,
}: {
  form: OperationForm;
  bank: Bank;
  explorer: Explorer;
  /** Those that the operation takes; one at least. */
  grants: readonly [Grant, ...Grant[]];
  /** Reads again what there is to call with. */
  reload: () => void;
}): ReactElement {
  const [grantId, setGrantId] = useState(grants[0].id);
  const grant = grants.find(({ id }) => id === grantId) ?? grants[0];
  const suggestions = useSuggestions(bank, explorer, grant);
  const [key] = useState(() => crypto.randomUUID());
  const order = form.path === '/pisp/domestic-payments' ? grant.order : undefined;
  const first = Object.fromEntries(
    Object.entries(suggestions).map(([name, [one]]) => [name, one?.value ?? '']),
  );
  const [filled, change] = useFilled(
    form,
    { 'x-idempotency-key': order?.idempotencyKey ?? key, ...first },
    order === undefined ? form.body : JSON.stringify(order.body, null, 2),
  );
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError>();
  const [answer, setAnswer] = useState<ExplorerAnswer>();
  const json = form.body === undefined ? undefined : jsonIn(filled.body);
  const bodyProblem = json !== undefined && 'problem' in json ? json.problem : undefined;

  const send = async (confirmed: boolean): Promise<void> => {
    setAsking(false);
    setBusy(true);
    setError(undefined);
    try {
      const path = `/api/banks/${encodeURIComponent(bank.slug)}/explorer/calls`;
      const sent = await call<ExplorerAnswer>(path, {
        method: 'POST',
        body: {
          ...{
            operation: form.id,
            grant: grant.id,
            parameters: filledIn(filled.values),
            confirmed,
          },
          ...(json !== undefined && 'value' in json && { body: json.value }),
        },
      });
      setAnswer(sent);
      if (confirmed) reload();
    } catch (thrown) {
      setAnswer(undefined);
      setError(apiErrorOf(thrown));
    }
    setBusy(false);
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (bodyProblem !== undefined) return;
    if (form.method === 'GET') void send(false);
    else setAsking(true);
  };

  return (
    <>
      <OperationHead form={form} target={targetOf(form, filled.values)} base={bank.resourceBase} />
      <form onSubmit={submit} className={classes.form}>
        <NativeSelect
          id="call-grant"
          label="With the token of"
          description="It stays in the portal’s back end, as does the key that it is bound to"
          value={grant.id}
          onChange={({ currentTarget }) => setGrantId(currentTarget.value)}
          data={grants.map(({ id, words }) => ({ value: id, label: words }))}
        />
        <ParameterFields
          form={form}
          filled={filled}
          change={change}
          suggestions={suggestions}
          bodyProblem={bodyProblem}
        />
        <div className={classes.send}>
          <Button type="submit" id="call-send" loading={busy}>
            {form.method === 'GET' ? 'Send' : 'Send …'}
          </Button>
          <Link to={`/api-reference/${form.id}`}>Read about this operation</Link>
        </div>
      </form>
      <Confirmation
        open={asking}
        close={() => setAsking(false)}
        confirm={() => void send(true)}
        form={form}
        bankName={bank.name}
        body={json !== undefined && 'value' in json ? json.value : undefined}
      />
      <div aria-live="polite">
        {error === undefined ? null : <Failure error={error} />}
        {answer === undefined ? null : <AnswerView answer={answer} bank={bank.slug} />}
      </div>
    </>
  );
}

/** Ids that the visitor has, by the parameter that takes them. */
function useSuggestions(
  bank: Bank,
  explorer: Explorer,
  grant: Grant,
): Readonly<Record<string, readonly Suggestion[]>> {
  const path = grant.kind === 'connection' ? `/api/banks/${bank.slug}/accounts` : undefined;
  const { data } = useResource<{ accounts: Account[] }>(path);
  const words = { connection: 'What Tally shares', payment: 'Your payment', explorer: 'Made here' };
  const own = explorer.resources.map(({ id, from }) => ({
    value: id,
    words: `${words[from].replace('Tally', bank.clientName)} …${id.slice(-6)}`,
  }));
  return {
    AccountId: (data?.accounts ?? []).map(({ accountId, name }) => ({
      ...{ value: accountId, words: name },
    })),
    ConsentId: own,
    DomesticPaymentId: own,
  };
}
