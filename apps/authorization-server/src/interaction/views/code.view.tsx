import { Button, ErrorSummary, Field, PhoneMessage, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { ClientName, Form, type JourneyModel, JourneyPage, Leave, nothingYet } from './journey.js';

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

const inWords = (attempts: number): string =>
  attempts === 1 ? 'You have one try left' : `You have ${String(attempts)} tries left`;

// PSD2 asks that the customer sees what the code is for, and that it is good for nothing else.
const codeMeans = ({ payment }: CodeModel): string =>
  payment === undefined
    ? 'The code shows that it is you.'
    : 'The code is good for this payment alone: check that amount and payee are right.';

/** The page for the one-time code, with the phone that received it. */
export function CodeView(model: CodeModel): ReactElement {
  const { bank, clientName, error, attemptsLeft } = model;
  // Who came too early has typed nothing wrong.
  const isWrong = error !== undefined && model.errorTitle === undefined;
  return (
    <JourneyPage model={model} title="Enter the code" step={2}>
      {error === undefined ? null : (
        <ErrorSummary
          title={model.errorTitle ?? 'The code did not work'}
          problems={[{ text: error, fieldId: isWrong ? 'otp' : undefined }]}
        />
      )}
      <h1>Enter the code we sent you</h1>
      <p className="lead">
        <Words lengthMax={60}>{bank.name}</Words> sent a text message to{' '}
        <span className="unbroken">
          <Words lengthMax={40}>{model.maskedPhone}</Words>
        </span>
        . {codeMeans(model)}
      </p>
      <div className="beside">
        <PhoneMessage sender={bank.name} number={model.maskedPhone} text={model.smsText} />
        <div>
          <Form className="form form-narrow" action={model.action} csrfToken={model.csrfToken}>
            <Field
              id="otp"
              label="Code"
              autoComplete="one-time-code"
              inputMode="numeric"
              appearance="code"
              lengthMax={12}
              error={isWrong ? error : undefined}
              hint={
                attemptsLeft === undefined ? (
                  'The digits in the message.'
                ) : (
                  <>
                    {inWords(attemptsLeft)}. After that you go back to{' '}
                    <ClientName>{clientName}</ClientName> and {nothingYet(model)}.
                  </>
                )
              }
            />
            <div className="actions">
              <Button id="login-submit" kind="primary">
                Confirm
              </Button>
            </div>
          </Form>
          <Leave
            cancelAction={model.cancelAction}
            csrfToken={model.csrfToken}
            clientName={clientName}
            payment={model.payment}
          />
        </div>
      </div>
    </JourneyPage>
  );
}
