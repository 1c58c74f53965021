import { Fragment, type ReactElement } from 'react';
import { Words } from '../text.js';

/** An account as its owner knows it. */
export interface AccountOption {
  id: string;
  name: string;
  typeLabel: string;
  maskedNumber: string;
  /** Already formatted, with sign and currency. */
  balance: string;
  holders?: readonly string[] | undefined;
  /** Why it cannot be chosen; absent where it can. */
  unfit?: string | undefined;
  selected: boolean;
}

/** One account to tick, or to pick as the only one; the whole card is the label, so the target is large. */
export function AccountChoice(props: {
  account: AccountOption;
  /** True where one account alone can be chosen. */
  single?: boolean;
  describedBy?: string | undefined;
}): ReactElement {
  const { account } = props;
  const inputId = `account-${account.id}`;
  return (
    <label className="account" htmlFor={inputId}>
      <input
        className="account-box"
        type={props.single === true ? 'radio' : 'checkbox'}
        disabled={account.unfit !== undefined}
        id={inputId}
        name="accounts"
        value={account.id}
        defaultChecked={account.selected}
        aria-describedby={props.describedBy}
      />
      <span className="account-words">
        <span className="account-name">
          <Words lengthMax={70}>{account.name}</Words>
        </span>
        <span className="account-detail">
          <Words lengthMax={40}>{account.typeLabel}</Words>
          {' · '}
          <Words lengthMax={40}>{account.maskedNumber}</Words>
        </span>
        {account.holders === undefined || account.holders.length < 2 ? null : (
          <span className="account-detail">
            Held by{' '}
            {account.holders.map((holder, index) => (
              <Fragment key={index}>
                {index === 0 ? null : ' and '}
                <Words lengthMax={60}>{holder}</Words>
              </Fragment>
            ))}
          </span>
        )}
        {account.unfit === undefined ? null : (
          <span className="account-detail">
            <Words lengthMax={80}>{account.unfit}</Words>
          </span>
        )}
      </span>
      <span className="account-balance">
        <span className="account-balance-term">Balance </span>
        <Words lengthMax={32}>{account.balance}</Words>
      </span>
    </label>
  );
}
