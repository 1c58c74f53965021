import { PhoneMessage } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { codeMeans, nothingYet } from './asked.js';
import { ClientName, type JourneyModel, JourneyPage, Leave } from './journey.js';
import { CodeForm, CodeSent, SignInProblem, triesLeft } from './sign-in-parts.js';

/** What the page for the one-time code shows. */
export interface CodeModel extends JourneyModel {
  /** Where a customer goes who does not want to sign in. */
  cancelAction: string;
  maskedPhone: string;
  /** The message as the phone would show it, with the code in it. */
  smsText: string;
  /** How many wrong codes are still forgiven; shown after the first. */
  attemptsLeft?: number | undefined;
}

/** The page for the one-time code, with the phone that received it. */
export function CodeView(model: CodeModel): ReactElement {
  const { bank, clientName, error, attemptsLeft } = model;
  // Who came too early has typed nothing wrong.
  const isWrong = error !== undefined && model.errorTitle === undefined;
  return (
    <JourneyPage model={model} title="Enter the code" step={2}>
      <SignInProblem
        title={model.errorTitle ?? 'The code did not work'}
        error={error}
        fieldId={isWrong ? 'otp' : undefined}
      />
      <h1>Enter the code we sent you</h1>
      <CodeSent bank={bank.name} maskedPhone={model.maskedPhone}>
        {codeMeans(model)}
      </CodeSent>
      <div className="beside">
        <PhoneMessage sender={bank.name} number={model.maskedPhone} text={model.smsText} />
        <div>
          <CodeForm
            action={model.action}
            csrfToken={model.csrfToken}
            error={isWrong ? error : undefined}
            hint={
              attemptsLeft === undefined ? (
                'The digits in the message.'
              ) : (
                <>
                  {triesLeft(attemptsLeft)}. After that you go back to{' '}
                  <ClientName>{clientName}</ClientName> and {nothingYet(model)}.
                </>
              )
            }
          />
          <Leave
            cancelAction={model.cancelAction}
            csrfToken={model.csrfToken}
            clientName={clientName}
            asked={model}
          />
        </div>
      </div>
    </JourneyPage>
  );
}
