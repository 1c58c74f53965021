import { AccountChoice, BankMark, Button, Card, Icon, Monogram, Notice, Words } from '@sandbank/ui';
import type { ReactElement, ReactNode } from 'react';
import { allowWord, nothingYet } from './asked.js';
import { AccountsError } from './consent-parts.js';
import type { ConsentModel } from './consent.model.js';
import { GrantChange } from './grant-change.js';
import { ClientName } from './journey.js';

/** What begins every page that asks for a decision: the app and the bank, the question, and whom it asks. */
export function Question({
  model,
  children,
}: {
  model: ConsentModel;
  children: ReactNode;
}): ReactElement {
  return (
    <>
      <div className="parties" aria-hidden="true">
        <Monogram name={model.client.name} />
        <span className="parties-line" />
        <BankMark accent={model.bank.accent} />
      </div>
      <h1>{children}</h1>
      <p className="lead">
        Signed in as <Words lengthMax={80}>{model.customerName}</Words>.
      </p>
      {model.change === undefined ? null : (
        <GrantChange client={model.client.name} change={model.change} />
      )}
    </>
  );
}

/** The accounts of which the customer picks one; `none` stands where none can be picked. */
export function OneAccount(props: {
  model: ConsentModel;
  title: string;
  hint: ReactNode;
  none: string;
}): ReactElement {
  const { accounts, error } = props.model;
  const canChoose = firstFit(props.model) !== undefined;
  return (
    <fieldset className="section" aria-describedby={canChoose ? 'accounts-hint' : undefined}>
      <legend>
        <h2>{props.title}</h2>
      </legend>
      {canChoose ? (
        <p id="accounts-hint">{props.hint}</p>
      ) : (
        <Notice kind="warning">
          <p>{props.none} Choose Cancel to go back.</p>
        </Notice>
      )}
      <AccountsError error={error} />
      <div className="accounts">
        {accounts.map((account) => (
          <AccountChoice
            key={account.id}
            account={account}
            single
            describedBy={error === undefined ? undefined : 'accounts-error'}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** The first account that can be chosen. */
export const firstFit = ({
  accounts,
}: ConsentModel): ConsentModel['accounts'][number] | undefined =>
  accounts.find(({ unfit }) => unfit === undefined);

/** What each of the two answers leads to: `then` goes on after the name of the app and its host. */
export function Next(props: {
  model: ConsentModel;
  then: ReactNode;
  /** True where what is allowed lasts, and can be stopped. */
  lasts?: boolean;
  /** False where nothing can be allowed, as without a fitting account. */
  canAllow?: boolean;
}): ReactElement {
  const { model, then, lasts = false, canAllow = true } = props;
  const client = <ClientName>{model.client.name}</ClientName>;
  return (
    <section className="section">
      <h2>What happens next</h2>
      <ul className="next">
        {canAllow ? (
          <li>
            <Icon of="tick" ringed />
            <p>
              <strong>{allowWord(model)}</strong> takes you back to {client} at{' '}
              <Words lengthMax={100}>{model.redirectHost}</Words>
              {then}
            </p>
          </li>
        ) : null}
        <li>
          <Icon of="cross" ringed />
          <p>
            <strong>Cancel</strong> takes you back {canAllow ? 'as well' : <>to {client}</>}, and{' '}
            {nothingYet(model)}.
          </p>
        </li>
        {canAllow && lasts ? (
          <li>
            <Icon of="clock" ringed />
            <p>
              <strong>To stop later,</strong> tell {client}, or go to{' '}
              <a href={`/${model.bank.slug}/dashboard`} target="_blank" rel="noopener noreferrer">
                your dashboard at <Words lengthMax={60}>{model.bank.name}</Words> (opens in a new
                tab)
              </a>
              . Either is enough, at any time.
            </p>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

/** What ends it: the two buttons, or Cancel alone where there is nothing to allow. */
export function Decision({
  allow,
  children,
}: {
  allow: string | undefined;
  children?: ReactNode;
}): ReactElement {
  return (
    <Card kind="tinted">
      {children}
      <div className="actions">
        {allow === undefined ? null : (
          <Button id="consent-allow" kind="primary" name="decision" value="allow">
            {allow}
          </Button>
        )}
        <Button id="cancel" kind="secondary" name="decision" value="cancel" skipsValidation>
          Cancel
        </Button>
      </div>
    </Card>
  );
}
