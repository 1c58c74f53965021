import { ButtonLink, DescriptionList, Page, plain, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { BankModel } from '../../interaction/views/journey.js';

/** Something that cannot be shown or done, and what to do now. */
export interface MessageModel {
  /** Absent when the address names no bank. */
  bank?: BankModel | undefined;
  heading: string;
  explanation: string;
  whatToDo: string;
  /** What to quote to the bank. */
  interactionId: string;
  /** Where to go on; absent where there is nowhere. */
  backHref?: string | undefined;
}

const sandbank = { name: 'Sandbank', tagline: 'An open-banking sandbox' };

/** The page for it. */
export function MessageView(model: MessageModel): ReactElement {
  return (
    <Page title={plain(model.heading, 80)} bank={model.bank ?? sandbank} failed>
      <section id="message" aria-labelledby="message-title">
        <h1 id="message-title">
          <Words lengthMax={120}>{model.heading}</Words>
        </h1>
        <p className="lead">
          <Words lengthMax={400}>{model.explanation}</Words>
        </p>
        <h2 className="what-to-do">What to do</h2>
        <p>
          <Words lengthMax={400}>{model.whatToDo}</Words>
        </p>
        <DescriptionList
          items={[
            {
              term: 'Reference',
              description: <code className="reference">{plain(model.interactionId, 60)}</code>,
            },
          ]}
        />
        {model.backHref === undefined ? null : (
          <p className="pager">
            <ButtonLink id="back" kind="secondary" href={model.backHref}>
              To what you share
            </ButtonLink>
          </p>
        )}
      </section>
    </Page>
  );
}
