import { Button } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Link } from 'react-router';
import type { Bank } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { CallForm } from './call-form.js';
import type { Explorer, Grant, GrantKind } from './explorer-types.js';
import { OperationChoice } from './operation-choice.js';
import type { OperationForm } from './operation-form.js';
import { useOperation } from './use-operation.js';
import classes from './explorer.module.css';

/** The banks' API, tried out as the demo app. */
export function ExplorerPage(): ReactElement {
  const banks = useResource<{ banks: Bank[] }>('/api/banks');
  const bank = banks.data?.banks[0];
  const path = bank === undefined ? undefined : `/api/banks/${bank.slug}/explorer`;
  const explorer = useResource<Explorer>(path);
  const failed = banks.error === undefined ? explorer : banks;
  return (
    <div className={classes.page}>
      <title>API explorer – Sandbank</title>
      <header className={classes.head}>
        <h1>API explorer</h1>
        <p className="lead">
          Every documented operation that {bank?.clientName ?? 'Tally'} may call, with what you
          allowed it. The portal’s back end makes the call, and holds the answer against the
          document.
        </p>
      </header>
      {failed.error === undefined ? null : <Failure error={failed.error} retry={failed.reload} />}
      {explorer.data === undefined && failed.error === undefined ? <Waiting lines={6} /> : null}
      {bank === undefined || explorer.data === undefined ? null : (
        <Explored bank={bank} explorer={explorer.data} reload={explorer.reload} />
      )}
    </div>
  );
}

function Explored({
  bank,
  explorer,
  reload,
}: {
  bank: Bank;
  explorer: Explorer;
  reload: () => void;
}): ReactElement {
  const chosen = useOperation();
  const kinds = chosen.id === undefined ? [] : (explorer.operations[chosen.id] ?? []);
  const grants = explorer.grants.filter(({ kind }) => kinds.includes(kind));
  return (
    <div className={classes.columns}>
      <div className={classes.aside}>
        <OperationChoice
          base="/explorer"
          chosen={chosen.id}
          offered={(id) => Object.hasOwn(explorer.operations, id)}
        />
      </div>
      <div className={classes.main}>
        {chosen.error === undefined ? null : <Failure error={chosen.error} retry={chosen.reload} />}
        {chosen.id === undefined ? <NothingChosen explorer={explorer} bank={bank} /> : null}
        {chosen.isUnknown ? <Unknown /> : null}
        {chosen.form === undefined ? (
          chosen.id === undefined || chosen.isUnknown || chosen.error !== undefined ? null : (
            <Waiting lines={6} />
          )
        ) : (
          <Chosen
            key={chosen.form.id}
            {...{ bank, explorer, reload, kinds, grants }}
            form={chosen.form}
          />
        )}
      </div>
    </div>
  );
}

function Chosen({
  form,
  bank,
  explorer,
  grants: [first, ...others],
  kinds,
  reload,
}: {
  form: OperationForm;
  bank: Bank;
  explorer: Explorer;
  grants: readonly Grant[];
  kinds: readonly GrantKind[];
  reload: () => void;
}): ReactElement {
  if (kinds.length === 0) return <NotRegistered bank={bank} form={form} />;
  if (first === undefined) return <NoGrant bank={bank} kinds={kinds} />;
  return <CallForm {...{ form, bank, explorer, reload }} grants={[first, ...others]} />;
}

function NothingChosen({ explorer, bank }: { explorer: Explorer; bank: Bank }): ReactElement {
  const isConnected = explorer.grants.some(({ kind }) => kind === 'connection');
  return (
    <Empty title="Choose an operation">
      {isConnected ? (
        <p>
          You share accounts with {bank.clientName}. Begin with the list of them: the other
          operations take their ids.
        </p>
      ) : (
        <p>
          Nobody shares accounts with {bank.clientName} in this browser yet. What {bank.clientName}{' '}
          may ask for itself can be tried at once; for the rest, connect {bank.name} first.
        </p>
      )}
      <Actions>
        {isConnected ? (
          <Button component={Link} to="/explorer/getAccounts">
            List the accounts
          </Button>
        ) : (
          <>
            <Button component={Link} to="/people">
              Choose whom to be
            </Button>
            <Link to="/explorer/postAccountAccessConsents">Lodge a consent</Link>
          </>
        )}
      </Actions>
    </Empty>
  );
}

function NoGrant({ bank, kinds }: { bank: Bank; kinds: readonly GrantKind[] }): ReactElement {
  return kinds.includes('payment') ? (
    <Empty title="No payment waits to be sent">
      <p>
        This operation takes the token of a payment that a customer has allowed. Order one with{' '}
        {bank.clientName}, tick “Let me look once more”, allow it at {bank.name}, and come back.
      </p>
      <Button component={Link} to="/pay">
        Order a payment
      </Button>
    </Empty>
  ) : (
    <Empty title="No account is shared yet">
      <p>
        This operation takes a token that a customer gave. Connect {bank.name} to {bank.clientName},
        as one of the people whose sign-in is no secret.
      </p>
      <Button component={Link} to="/people">
        Choose whom to be
      </Button>
    </Empty>
  );
}

function NotRegistered({ bank, form }: { bank: Bank; form: OperationForm }): ReactElement {
  return (
    <Empty title={`${bank.clientName} does not call this`}>
      <p>
        {form.path.startsWith('/event')
          ? `A subscription to events is one for all visitors of ${bank.clientName}, so none of them changes it here.`
          : `${bank.clientName} is not registered for it.`}{' '}
        An application of your own can be: its explorer writes the command with your client filled
        in.
      </p>
      <Actions>
        <Button component={Link} to="/apps">
          Your applications
        </Button>
        <Link to={`/api-reference/${form.id}`}>Read about this operation</Link>
      </Actions>
    </Empty>
  );
}

const Unknown = (): ReactElement => (
  <Empty title="No document has an operation of this name">
    <Link to="/explorer">All operations</Link>
  </Empty>
);

const Actions = ({ children }: { children: ReactNode }): ReactElement => (
  <div className={classes.send}>{children}</div>
);
