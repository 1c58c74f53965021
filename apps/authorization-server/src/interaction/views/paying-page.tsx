import { ErrorSummary, NoSubmitOnEnter } from '@sandbank/ui';
import type { ReactElement, ReactNode } from 'react';
import { AlsoLearns } from './also-learns.js';
import type { ConsentModel } from './consent.model.js';
import { Decision, firstFit, Next, OneAccount, Question } from './decision-parts.js';
import { ForDevelopers } from './for-developers.js';
import { Form, JourneyPage } from './journey.js';

/** The page on which money is let go: the question, the facts (children), one account, yes or cancel. */
export function PayingPage(props: {
  model: ConsentModel;
  title: string;
  /** What stands above an error. */
  errorTitle: string;
  question: ReactNode;
  /** What follows from the choice of an account. */
  hint: ReactNode;
  /** What is said where no account can be chosen. */
  none: string;
  /** What yes leads to, after the name of the app and its host. */
  then: string;
  /** True where what is allowed lasts, and can be stopped. */
  lasts?: boolean;
  /** The words on the button that says yes. */
  allow: string;
  children: ReactNode;
}): ReactElement {
  const { model, hint, none, then, lasts = false } = props;
  const { client, error } = model;
  const first = firstFit(model);
  const fieldId = first === undefined ? undefined : `account-${first.id}`;
  return (
    <JourneyPage model={{ ...model, clientName: client.name }} title={props.title} step={3}>
      {error === undefined ? null : (
        <ErrorSummary title={props.errorTitle} problems={[{ text: error, fieldId }]} />
      )}
      <Question model={model}>{props.question}</Question>
      {props.children}
      <AlsoLearns model={model} />
      <Form className="decision" action={model.action} csrfToken={model.csrfToken}>
        <NoSubmitOnEnter />
        <OneAccount model={model} title="Pay from which account?" hint={hint} none={none} />
        <Next model={model} then={then} lasts={lasts} canAllow={first !== undefined} />
        <Decision allow={first && props.allow} />
      </Form>
      <ForDevelopers developer={model.developer} />
    </JourneyPage>
  );
}
