import { Button, ErrorSummary, Field, Notice, plain, Words } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { ClientName, Form, type JourneyModel, JourneyPage, Leave } from './journey.js';

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
      {error === undefined ? null : (
        <ErrorSummary
          title={model.errorTitle ?? 'Sign-in did not work'}
          problems={[{ text: error, fieldId: isWrong ? 'username' : undefined }]}
        />
      )}
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
            {model.payment === undefined ? 'Nothing was shared.' : 'Nothing was paid.'}
          </p>
        </Notice>
      ) : null}
      <Form className="form form-narrow" action={model.action} csrfToken={model.csrfToken}>
        <Field
          id="username"
          label="User name"
          value={model.username === undefined ? undefined : plain(model.username, 200)}
          autoComplete="username"
          lengthMax={200}
          error={isWrong ? error : undefined}
        />
        <Field
          id="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          lengthMax={200}
          invalid={isWrong}
          hint={
            <>
              <ClientName>{clientName}</ClientName> never sees it.
            </>
          }
        />
        <div className="actions">
          <Button id="login-submit" kind="primary">
            Continue
          </Button>
        </div>
      </Form>
      {model.demoHint === undefined ? null : (
        <Notice kind="information">
          <p>
            <strong>In the sandbox.</strong> <Words lengthMax={300}>{model.demoHint}</Words>
          </p>
        </Notice>
      )}
      <Leave
        cancelAction={model.cancelAction}
        csrfToken={model.csrfToken}
        clientName={clientName}
        payment={model.payment}
      />
    </JourneyPage>
  );
}

/** What the app asks for, after its name. */
function Request({ model }: { model: LoginModel }): ReactElement {
  const { payment, identityOnly } = model;
  if (payment === undefined) {
    return (
      <>
        asks {identityOnly === true ? 'who you are' : 'to see information about your accounts'}.
        Sign in to look at the request. Nothing is shared until you allow it.
      </>
    );
  }
  return (
    <>
      asks you to pay{' '}
      <strong className="amount">
        <Words lengthMax={40}>{payment.amount}</Words>
      </strong>{' '}
      to{' '}
      <strong>
        <Words lengthMax={80}>{payment.payee}</Words>
      </strong>
      . Sign in to look at the request. Nothing is paid until you allow it.
    </>
  );
}
