import { Icon, Notice, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { ClientName } from '../../interaction/views/journey.js';
import type { ReceiptItem, Receipts } from './dashboard.model.js';
import { AccountLine, time, weekday } from './words.js';

/** Who looked at what, day by day. */
export function ReceiptsSection(props: { receipts: Receipts; app: string }): ReactElement {
  const { receipts, app } = props;
  return (
    <section className="section" id="receipts">
      <h2>Who looked, and when</h2>
      {receipts === 'unknown' ? (
        <Notice kind="warning">
          <p>
            <strong>The receipts cannot be shown right now.</strong> The part of the bank that keeps
            them does not answer. Reload this page in a moment.
          </p>
        </Notice>
      ) : receipts.items.length === 0 ? (
        <p>
          <ClientName>{app}</ClientName> has not used it
          {receipts.newestHref === undefined ? ' so far' : ' before that'}.
        </p>
      ) : (
        <p>
          Each time <ClientName>{app}</ClientName> used it, minute by minute. “You were there” is
          what the app said of it.
        </p>
      )}
      {receipts === 'unknown' ? null : (
        <>
          {daysOf(receipts.items).map(([day, items]) => (
            <Day key={day} day={day} items={items} />
          ))}
          <Pager receipts={receipts} />
        </>
      )}
    </section>
  );
}

function Day({ day, items }: { day: string; items: readonly ReceiptItem[] }): ReactElement {
  return (
    <>
      <h3 className="day">{day}</h3>
      <ol className="receipts">
        {items.map((item, index) => (
          <li key={index}>
            <time className="receipt-time" dateTime={item.at.toISOString()}>
              {time(item.at)}
            </time>
            <span className="receipt-what">
              {item.what}
              {item.count === 1 ? null : ` · ${String(item.count)} times`}
            </span>
            <span className="presence">
              <Icon of={item.customerPresent ? 'person' : 'clock'} ringed={!item.customerPresent} />
              {item.customerPresent ? 'You were there' : 'You were not there'}
            </span>
            <span className="receipt-detail">
              {item.cluster === undefined ? null : <Words>{item.cluster}</Words>}
              {item.cluster === undefined ? null : ' · '}
              {item.accounts.length > 0 || item.cluster === undefined ? (
                <AccountLine accounts={item.accounts} />
              ) : (
                'all accounts above'
              )}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function Pager({ receipts }: { receipts: Exclude<Receipts, 'unknown'> }): ReactElement | null {
  const { newestHref, olderHref } = receipts;
  if (newestHref === undefined && olderHref === undefined) return null;
  return (
    <p className="pager">
      {newestHref === undefined ? null : (
        <a id="newest" href={newestHref}>
          Newest
        </a>
      )}
      {olderHref === undefined ? null : (
        <a id="older" href={olderHref}>
          Older
        </a>
      )}
    </p>
  );
}

/** Receipts under the days on which they fall, in their order. */
function daysOf(items: readonly ReceiptItem[]): [string, ReceiptItem[]][] {
  const days = new Map<string, ReceiptItem[]>();
  for (const item of items) {
    const day = weekday(item.at);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days];
}
