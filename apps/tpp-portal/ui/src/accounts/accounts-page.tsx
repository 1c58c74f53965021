import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { ApiError } from '../api/api.js';
import type { Account, Bank } from '../api/types.js';
import { useResource } from '../api/use-resource.js';
import { Empty, Failure, Waiting } from '../parts/states.js';
import { day } from '../parts/format.js';
import { Icon } from '../parts/icons.js';
import { AccountList } from './account-list.js';
import { Disconnect } from './disconnect.js';
import { PendingRevocation } from './pending-revocation.js';
import { Shared } from './shared.js';
import { SignInAgain } from './sign-in-again.js';
import { SpendingSection } from './spending-section.js';
import classes from './accounts-page.module.css';

/** Tally itself: the accounts that the customer shares, and where the money went. */
export function AccountsPage(): ReactElement {
  const { data, error, reload } = useResource<{ banks: Bank[] }>('/api/banks');
  const bank = data?.banks.find(({ connection }) => connection !== undefined);
  return (
    <div className={classes.page}>
      <title>Tally – Sandbank</title>
      {error === undefined ? null : <Failure error={error} retry={reload} />}
      {data === undefined && error === undefined ? <Waiting /> : null}
      {data?.banks.map((one) => (
        <PendingRevocation key={one.slug} bank={one} reloadBank={reload} />
      ))}
      {data !== undefined && bank === undefined ? <NothingShared /> : null}
      {bank === undefined ? null : <Connected bank={bank} reloadBank={reload} />}
    </div>
  );
}

function NothingShared(): ReactElement {
  return (
    <>
      <h1>Tally</h1>
      <Empty title="No account is shared yet">
        <p>
          Tally shows balances and spending once a customer has allowed it at their bank. One button
          starts that.
        </p>
        <Link to="/">Connect a bank</Link>
      </Empty>
    </>
  );
}

function Connected({ bank, reloadBank }: { bank: Bank; reloadBank: () => void }): ReactElement {
  const accounts = useResource<{ accounts: Account[] }>(`/api/banks/${bank.slug}/accounts`);
  const list = accounts.data?.accounts;
  return (
    <>
      <Header bank={bank} reloadBank={reloadBank} />
      {accounts.error === undefined ? <JustConnected bank={bank} /> : null}
      <div className={classes.grid}>
        <section
          id="accounts"
          data-testid="accounts"
          aria-labelledby="accounts-title"
          className={classes.accounts}
        >
          <h2 id="accounts-title">Accounts</h2>
          {accounts.error === undefined ? null : (
            <AccountsFailure bank={bank} error={accounts.error} retry={accounts.reload} />
          )}
          {list === undefined && accounts.error === undefined ? <Waiting /> : null}
          {list === undefined ? null : <AccountList accounts={list} />}
          {accounts.error === undefined ? <Shared bank={bank} /> : null}
        </section>
        {/* After the accounts: the first call learns the bank's nonce for all that follow. */}
        {list === undefined || list.length === 0 ? null : (
          <SpendingSection bank={bank.slug} accounts={list} />
        )}
      </div>
    </>
  );
}

/** The journey from which the customer has just come back, as the address tells it, if it is the connection's own. */
function useReturn(bank: Bank): { flowId?: string; renewed: boolean } {
  const [query] = useSearchParams();
  const flowId = query.get('flow');
  if (flowId === null || flowId !== bank.connection?.flowId) return { renewed: false };
  return { flowId, renewed: query.has('renewed') };
}

/** Shown once, to the customer who has just come back from the bank. */
function JustConnected({ bank }: { bank: Bank }): ReactElement | null {
  const { flowId, renewed } = useReturn(bank);
  if (flowId === undefined) return null;
  return (
    <p role="status" id="connected" className={classes.notice}>
      <Icon of="check" />
      <span>
        <b>{renewed ? `${bank.name} shares again.` : `${bank.name} is connected.`}</b> Every message
        between {bank.clientName}, your browser and the bank was recorded:{' '}
        <Link to={`/flows/${flowId}`}>read them</Link>.
      </span>
    </p>
  );
}

function AccountsFailure({
  bank,
  error,
  retry,
}: {
  bank: Bank;
  error: ApiError;
  retry: () => void;
}): ReactElement {
  const { renewed } = useReturn(bank);
  if (error.code === 'reauthentication_required') {
    return <SignInAgain bank={bank} error={error} justSignedIn={renewed} />;
  }
  const mustReconnect = error.code === 'reconnect_required' || error.code === 'not_connected';
  return (
    <Failure error={error} retry={mustReconnect ? undefined : retry}>
      {mustReconnect ? (
        <Button component={Link} to="/">
          Connect again
        </Button>
      ) : null}
    </Failure>
  );
}

function Header({ bank, reloadBank }: { bank: Bank; reloadBank: () => void }): ReactElement {
  const connection = bank.connection;
  const consent = connection?.authorizationDetails[0]?.consent;
  return (
    <header className={classes.header}>
      <div>
        <h1>{bank.clientName}</h1>
        <p className={classes.facts}>
          <span>
            Shared by{' '}
            {connection?.customerName === undefined ? '' : `${connection.customerName} at `}
            {bank.name}
          </span>
          {connection === undefined ? null : <span>since {day(connection.connectedAt)}</span>}
          {consent?.ExpirationDateTime === undefined ? null : (
            <span>until {day(consent.ExpirationDateTime)}</span>
          )}
        </p>
      </div>
      <div className={classes.actions}>
        {connection === undefined ? null : (
          <Button
            component={Link}
            to={`/flows/${connection.flowId}`}
            id="show-flow"
            variant="default"
          >
            See every hop
          </Button>
        )}
        <Disconnect bank={bank} reloadBank={reloadBank} />
      </div>
    </header>
  );
}
