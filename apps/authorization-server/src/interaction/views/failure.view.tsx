import { DescriptionList, Page, plain, Words } from '@sandbank/ui';
import type { ComponentProps, ReactElement, ReactNode } from 'react';
import type { BankModel } from './journey.js';

/** What any page says that can go no further: what happened, and what to do now. */
export interface FailureModel {
  /** Absent when the address names no bank. */
  bank?: BankModel | undefined;
  heading: string;
  explanation: string;
  whatToDo: string;
  /** What to quote to the bank. */
  interactionId: string;
}

type Facts = ComponentProps<typeof DescriptionList>['items'];

const sandbank = { name: 'Sandbank', tagline: 'An open-banking sandbox' };

/** The page for it; `before` and `after` stand around the reference, `children` below. */
export function FailureView({
  id,
  model,
  before = [],
  after = [],
  children,
}: {
  id: string;
  model: FailureModel;
  before?: Facts;
  after?: Facts;
  children?: ReactNode;
}): ReactElement {
  const reference = <code className="reference">{plain(model.interactionId, 60)}</code>;
  return (
    <Page title={plain(model.heading, 80)} bank={model.bank ?? sandbank} failed>
      <section id={id} aria-labelledby={`${id}-title`}>
        <h1 id={`${id}-title`}>
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
          items={[...before, { term: 'Reference', description: reference }, ...after]}
        />
        {children}
      </section>
    </Page>
  );
}
