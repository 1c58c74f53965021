import { PhoneMessage, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import {
  CodeForm,
  CodeSent,
  SignInProblem,
  triesLeft,
} from '../../interaction/views/sign-in-parts.js';
import { DashboardPage } from './dashboard-page.js';
import type { SharedPaymentItem, VisitModel } from './dashboard.model.js';

/** What the page for the code of a signature shows. */
export interface SignPaymentModel extends VisitModel {
  payment: SharedPaymentItem;
  action: string;
  maskedPhone: string;
  smsText: string;
  /** How many wrong codes are still forgiven; shown after the first. */
  attemptsLeft?: number | undefined;
  error?: string | undefined;
  errorTitle?: string | undefined;
}

/** The page for the one-time code that signs one payment, with the phone that received it. */
export function SignPaymentView(model: SignPaymentModel): ReactElement {
  const { payment, bank, error, attemptsLeft, paths } = model;
  // Who came too early has typed nothing wrong.
  const isWrong = error !== undefined && model.errorTitle === undefined;
  return (
    <DashboardPage model={model} title="Enter the code" here="current">
      <p className="back">
        <a id="back" href={paths.payment(payment.id)}>
          Back to the payment
        </a>
      </p>
      <SignInProblem
        title={model.errorTitle ?? 'The code did not work'}
        error={error}
        fieldId={isWrong ? 'otp' : undefined}
      />
      <h1>
        Sign the payment of <strong className="amount">{payment.amount}</strong> to{' '}
        <Words lengthMax={80}>{payment.payee}</Words>
      </h1>
      <CodeSent bank={bank.name} maskedPhone={model.maskedPhone}>
        The code signs this payment and no other.
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
              : `${triesLeft(attemptsLeft)}. After that you are signed out.`
          }
        />
      </div>
    </DashboardPage>
  );
}
