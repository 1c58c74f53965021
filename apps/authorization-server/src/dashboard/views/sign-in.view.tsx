import { Notice, Page, PhoneMessage, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import type { BankModel } from '../../interaction/views/journey.js';
import {
  CodeForm,
  CodeSent,
  DemoHint,
  SignInForm,
  SignInProblem,
  triesLeft,
} from '../../interaction/views/sign-in-parts.js';

/** Why the customer has come to the sign-in. */
export type SignInReason = 'ended' | 'signed-out' | 'wrong-codes';

const reasons: Readonly<Record<SignInReason, { title: string; text: string }>> = {
  ended: {
    title: 'Please sign in again.',
    text: 'You were signed out because too much time has passed, or you signed out in another tab.',
  },
  'signed-out': {
    title: 'You are signed out.',
    text: 'Nobody sees your dashboard in this browser.',
  },
  'wrong-codes': { title: 'Please begin again.', text: 'The code was wrong too often.' },
};

interface SignInModel {
  bank: BankModel;
  action: string;
  csrfToken: string;
  error?: string | undefined;
  errorTitle?: string | undefined;
}

/** What the dashboard's sign-in page shows. */
export interface DashboardLoginModel extends SignInModel {
  username?: string | undefined;
  reason?: SignInReason | undefined;
  demoHint?: string | undefined;
}

/** The sign-in to the dashboard: user name and password. */
export function DashboardLoginView(model: DashboardLoginModel): ReactElement {
  const { bank, error, reason } = model;
  // Who came too early has typed nothing wrong.
  const isWrong = error !== undefined && model.errorTitle === undefined;
  const why = reason === undefined || error !== undefined ? undefined : reasons[reason];
  return (
    <Page title="Sign in" bank={bank} failed={error !== undefined}>
      <SignInProblem
        title={model.errorTitle ?? 'Sign-in did not work'}
        error={error}
        fieldId={isWrong ? 'username' : undefined}
      />
      <h1>
        Sign in to <Words lengthMax={60}>{bank.name}</Words>
      </h1>
      <p className="lead">
        See which apps may look at your accounts or pay from them, who looked and when, and stop
        what you no longer want.
      </p>
      {why === undefined ? null : (
        <Notice kind="information" id="reason">
          <p>
            <strong>{why.title}</strong> {why.text}
          </p>
        </Notice>
      )}
      <SignInForm
        action={model.action}
        csrfToken={model.csrfToken}
        username={model.username}
        error={error}
        isWrong={isWrong}
      />
      <DemoHint>{model.demoHint}</DemoHint>
    </Page>
  );
}

/** What the dashboard's page for the one-time code shows. */
export interface DashboardCodeModel extends SignInModel {
  maskedPhone: string;
  smsText: string;
  attemptsLeft?: number | undefined;
}

/** The page for the one-time code, with the phone that received it. */
export function DashboardCodeView(model: DashboardCodeModel): ReactElement {
  const { bank, error, attemptsLeft } = model;
  const isWrong = error !== undefined && model.errorTitle === undefined;
  return (
    <Page title="Enter the code" bank={bank} failed={error !== undefined}>
      <SignInProblem
        title={model.errorTitle ?? 'The code did not work'}
        error={error}
        fieldId={isWrong ? 'otp' : undefined}
      />
      <h1>Enter the code we sent you</h1>
      <CodeSent bank={bank.name} maskedPhone={model.maskedPhone}>
        The code shows that it is you.
      </CodeSent>
      <div className="beside">
        <PhoneMessage sender={bank.name} number={model.maskedPhone} text={model.smsText} />
        <CodeForm
          action={model.action}
          csrfToken={model.csrfToken}
          error={isWrong ? error : undefined}
          hint={
            attemptsLeft === undefined
              ? 'The digits in the message.'
              : `${triesLeft(attemptsLeft)}. After that you begin again.`
          }
        />
      </div>
    </Page>
  );
}
