import { Fragment, type ReactElement } from 'react';
import { Words } from '@sandbank/ui';
import type { ChosenAccount, ConsentItem, ConsentKind, LastUse } from './dashboard.model.js';

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const weekdayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' });
const timeFormat = new Intl.DateTimeFormat('en-GB', {
  ...{ hour: '2-digit', minute: '2-digit', timeZone: 'UTC' },
});

/** `21 November 2026`. */
export const day = (date: Date): string => dayFormat.format(date);

/** `Saturday 21 November 2026`. */
export const weekday = (date: Date): string => weekdayFormat.format(date);

/** `15:30`. */
export const time = (date: Date): string => timeFormat.format(date);

/** `21 November 2026 at 15:30`; the pages say once that it is UTC. */
export const moment = (date: Date): string => `${day(date)} at ${time(date)}`;

/** A moment for people and programs. */
export const Moment = ({ of }: { of: Date }): ReactElement => (
  <time dateTime={of.toISOString()}>{moment(of)}</time>
);

/** True for a payment that is made once, and not again. */
export const isOnce = (kind: ConsentKind): boolean =>
  kind === 'payment' || kind === 'scheduled-payment';

/** When a consent ends by itself; of a standing order, when the payments do. */
export const untilInWords = (
  consent: Pick<ConsentItem, 'kind' | 'endsAt' | 'standingOrder'>,
): string => {
  const { kind, endsAt, standingOrder } = consent;
  if (isOnce(kind)) return 'Once';
  if (standingOrder !== undefined) {
    return standingOrder.last === undefined ? 'Until you call it off' : day(standingOrder.last.on);
  }
  return endsAt === undefined ? 'Until you stop it' : day(endsAt);
};

/** When it was last used. */
export function LastUsed({ lastUse }: { lastUse: LastUse }): ReactElement {
  if (lastUse === 'unknown') return <>Cannot be told right now</>;
  return lastUse === 'never' ? <>Not yet</> : <Moment of={lastUse} />;
}

/** Accounts, each on a line of its own. */
export function ChosenAccounts({ accounts }: { accounts: readonly ChosenAccount[] }): ReactElement {
  if (accounts.length === 0) return <>None</>;
  return (
    <ul className="several">
      {accounts.map((account, index) => (
        <li key={index}>
          <Account account={account} />
        </li>
      ))}
    </ul>
  );
}

/** An account by its name and the end of its number. */
export function Account({ account }: { account: ChosenAccount }): ReactElement {
  const { name, maskedNumber } = account;
  return (
    <>
      <Words lengthMax={70}>{name}</Words>
      {maskedNumber === undefined ? null : (
        <>
          {' '}
          <span className="soft unbroken">
            <Words lengthMax={40}>{maskedNumber}</Words>
          </span>
        </>
      )}
    </>
  );
}

/** Several accounts in one line. */
export function AccountLine({ accounts }: { accounts: readonly ChosenAccount[] }): ReactElement {
  return (
    <>
      {accounts.map((account, index) => (
        <Fragment key={index}>
          {index === 0 ? null : ', '}
          <Account account={account} />
        </Fragment>
      ))}
    </>
  );
}
