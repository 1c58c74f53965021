import { Icon, Notice, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { ClientName } from '../../interaction/views/journey.js';
import type { QuestionItem, Questions } from './dashboard.model.js';
import { time, weekday } from './words.js';

/** Each question whether the account holds a sum, day by day, with its answer. */
export function QuestionsSection(props: { questions: Questions; app: string }): ReactElement {
  const { questions, app } = props;
  return (
    <section className="section" id="questions">
      <h2>What was asked about your money</h2>
      {questions === 'unknown' ? (
        <Notice kind="warning">
          <p>
            <strong>The questions cannot be shown right now.</strong> The part of the bank that
            keeps them does not answer. Reload this page in a moment.
          </p>
        </Notice>
      ) : (
        <Asked questions={questions} app={app} />
      )}
    </section>
  );
}

function Asked(props: { questions: Exclude<Questions, 'unknown'>; app: string }): ReactElement {
  const { items, newestHref, olderHref } = props.questions;
  const name = <ClientName>{props.app}</ClientName>;
  return (
    <>
      {items.length === 0 ? (
        <p>
          {name} has asked nothing{newestHref === undefined ? ' so far' : ' before that'}.
        </p>
      ) : (
        <p>
          Each time {name} asked whether your account holds a sum. It heard yes or no, and nothing
          else.
        </p>
      )}
      {daysOf(items).map(([day, asked]) => (
        <Day key={day} day={day} items={asked} />
      ))}
      {newestHref === undefined && olderHref === undefined ? null : (
        <p className="pager">
          {newestHref === undefined ? null : (
            <a id="newest-questions" href={newestHref}>
              Newest
            </a>
          )}
          {olderHref === undefined ? null : (
            <a id="older-questions" href={olderHref}>
              Older
            </a>
          )}
        </p>
      )}
    </>
  );
}

function Day({ day, items }: { day: string; items: readonly QuestionItem[] }): ReactElement {
  return (
    <>
      <h3 className="day">{day}</h3>
      <ol className="receipts">
        {items.map(({ at, amount, reference, isYes }, index) => (
          <li key={index}>
            <time className="receipt-time" dateTime={at.toISOString()}>
              {time(at)}
            </time>
            <span className="receipt-what">Is there {amount}?</span>
            <span className="presence">
              <Icon of={isYes ? 'tick' : 'cross'} />
              {isYes ? 'Answered yes' : 'Answered no'}
            </span>
            <span className="receipt-detail">
              {reference === undefined ? null : <Words lengthMax={35}>{reference}</Words>}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Questions under the days on which they fall, in their order. */
function daysOf(items: readonly QuestionItem[]): [string, QuestionItem[]][] {
  const days = new Map<string, QuestionItem[]>();
  for (const item of items) {
    const day = weekday(item.at);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days];
}
