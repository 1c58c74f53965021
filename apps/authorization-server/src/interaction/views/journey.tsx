import { type BankBranding, Button, Page, type Step, Steps, TimeLeft, Words } from '@sandbank/ui';
import type { ReactElement, ReactNode } from 'react';
import { type Asked, lastStep, nothingYet, nothingYetSentence } from './asked.js';

/** The bank whose page it is. */
export interface BankModel extends BankBranding {
  slug: string;
}

/** What every page of the journey knows. */
export interface JourneyModel extends Asked {
  bank: BankModel;
  /** The registered name of the app (RFC 7591 `client_name`). */
  clientName: string;
  /** Where the form goes. */
  action: string;
  csrfToken: string;
  /** Whole minutes until the request lapses, rounded down. */
  minutesLeft: number;
  /** What went wrong with the last answer and what to do now. */
  error?: string | undefined;
  /** What stands above it, where it is not the usual title. */
  errorTitle?: string | undefined;
}

/** The longest name of an app that is shown; the rest is cut with an ellipsis. */
export const clientNameLengthMax = 80;

/** The app's name, isolated from the words around it. */
export function ClientName(props: { children: string }): ReactElement {
  return <Words lengthMax={clientNameLengthMax}>{props.children}</Words>;
}

type Named = Pick<JourneyModel, 'bank' | 'clientName'>;

const stepsOf = ({ bank, clientName, ...asked }: Asked & Named): Step[] => [
  {
    label: 'Agree',
    detail: (
      <>
        You agreed with <ClientName>{clientName}</ClientName>.
      </>
    ),
  },
  {
    label: 'Sign in',
    detail: (
      <>
        Show <Words>{bank.name}</Words> that it is you.
      </>
    ),
  },
  lastStep(asked),
];

/** A page on the customer's way: the course beside it tells the step and the time left. */
export function JourneyPage(props: {
  model: Omit<JourneyModel, 'action' | 'csrfToken'>;
  title: string;
  step: 2 | 3;
  children: ReactNode;
}): ReactElement {
  const { model, title, step, children } = props;
  const aside = (
    <>
      <Steps steps={stepsOf(model)} current={step} />
      <TimeLeft minutes={model.minutesLeft}>
        After that you go back to <ClientName>{model.clientName}</ClientName> and{' '}
        {nothingYet(model)}.
      </TimeLeft>
    </>
  );
  return (
    <Page title={title} bank={model.bank} failed={model.error !== undefined} aside={aside}>
      {children}
    </Page>
  );
}

/** A form that carries the token against cross-site request forgery (RFC 9700 section 4.7). */
export function Form(props: {
  action: string;
  csrfToken: string;
  className: string;
  children: ReactNode;
}): ReactElement {
  return (
    <form
      className={props.className}
      method="post"
      action={props.action}
      encType="application/x-www-form-urlencoded"
      noValidate
    >
      <input type="hidden" name="csrf" value={props.csrfToken} />
      {props.children}
    </form>
  );
}

/** The way back to the app for a customer who does not want to sign in. */
export function Leave(props: {
  cancelAction: string;
  csrfToken: string;
  clientName: string;
  asked: Asked;
}): ReactElement {
  return (
    <Form className="leave" action={props.cancelAction} csrfToken={props.csrfToken}>
      <Button id="cancel" kind="quiet" name="decision" value="cancel" skipsValidation>
        Cancel
      </Button>
      <p>
        You go back to <ClientName>{props.clientName}</ClientName>.{' '}
        {nothingYetSentence(props.asked)}.
      </p>
    </Form>
  );
}
