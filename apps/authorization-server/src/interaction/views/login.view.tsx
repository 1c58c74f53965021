import { Notice, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { nothingWas, nothingYetSentence } from './asked.js';
import { dayInWords } from './consent-terms.js';
import { ClientName, type JourneyModel, JourneyPage, Leave } from './journey.js';
import { DemoHint, SignInForm, SignInProblem } from './sign-in-parts.js';

/** What the sign-in page shows. */
export interface LoginModel extends JourneyModel {
  /** Where a customer goes who does not want to sign in. */
  cancelAction: string;
  /** What was typed last time, or what the app expects. */
  username?: string | undefined;
  /** The customer had signed in, and too much time has passed since. */
  signInHasAged?: boolean | undefined;
  /** Where a newcomer to the sandbox finds a login. */
  demoHint?: string | undefined;
}

/** The sign-in page: user name and password. */
export function LoginView(model: LoginModel): ReactElement {
  const { bank, clientName, error } = model;
  // Who came too early has typed nothing wrong.
  const isWrong = error !== undefined && model.errorTitle === undefined;
  return (
    <JourneyPage model={model} title="Sign in" step={2}>
      <SignInProblem
        title={model.errorTitle ?? 'Sign-in did not work'}
        error={error}
        fieldId={isWrong ? 'username' : undefined}
      />
      <h1>
        Sign in to <Words lengthMax={60}>{bank.name}</Words>
      </h1>
      <p className="lead">
        <ClientName>{clientName}</ClientName> <Request model={model} />
      </p>
      {model.signInHasAged === true ? (
        <Notice kind="information">
          <p>
            <strong>Please sign in again.</strong> Too much time has passed since you signed in.{' '}
            {nothingWas(model)}
          </p>
        </Notice>
      ) : null}
      <SignInForm
        action={model.action}
        csrfToken={model.csrfToken}
        username={model.username}
        error={error}
        isWrong={isWrong}
        passwordHint={
          <>
            <ClientName>{clientName}</ClientName> never sees it.
          </>
        }
      />
      <DemoHint>{model.demoHint}</DemoHint>
      <Leave
        cancelAction={model.cancelAction}
        csrfToken={model.csrfToken}
        clientName={clientName}
        asked={model}
      />
    </JourneyPage>
  );
}

/** What the app asks for, after its name. */
function Request({ model }: { model: LoginModel }): ReactElement {
  const until = `Sign in to look at the request. ${nothingYetSentence(model)} until you allow it.`;
  return (
    <>
      <Wish model={model} />. {until}
    </>
  );
}

function Wish({ model }: { model: LoginModel }): ReactElement {
  const { payment, standingOrder, mandate, fundsCheck, identityOnly, continues } = model;
  if (continues === true) return <>asks to go on with what you agreed to before</>;
  if (payment !== undefined) {
    return (
      <>
        asks you to pay{' '}
        <strong className="amount">
          <Words lengthMax={40}>{payment.amount}</Words>
        </strong>{' '}
        to <Payee name={payment.payee} />
        {payment.due === undefined ? '' : ` on ${dayInWords(payment.due)}`}
      </>
    );
  }
  if (standingOrder !== undefined) {
    return (
      <>
        asks you to set up a standing order to <Payee name={standingOrder.payee} />
      </>
    );
  }
  if (mandate !== undefined) {
    return (
      <>
        asks to pay <Payee name={mandate.payee} /> by itself, again and again, within limits
      </>
    );
  }
  if (fundsCheck !== undefined) return <>asks whether an account of yours holds enough money</>;
  if (identityOnly === true) return <>asks who you are</>;
  return <>asks to see information about your accounts</>;
}

const Payee = ({ name }: { name: string }): ReactElement => (
  <strong>
    <Words lengthMax={80}>{name}</Words>
  </strong>
);
