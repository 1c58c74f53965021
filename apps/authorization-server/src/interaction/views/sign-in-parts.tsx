import { Button, ErrorSummary, Field, Notice, plain, Words } from '@sandbank/ui';
import type { ReactElement, ReactNode } from 'react';
import { Form } from './journey.js';

/** What went wrong with the last try, if anything did; linked to the field that can mend it. */
export function SignInProblem(props: {
  title: string;
  error: string | undefined;
  fieldId: string | undefined;
}): ReactElement | null {
  const { title, error, fieldId } = props;
  if (error === undefined) return null;
  return <ErrorSummary title={title} problems={[{ text: error, fieldId }]} />;
}

/** User name and password. */
export function SignInForm(props: {
  action: string;
  csrfToken: string;
  username: string | undefined;
  error: string | undefined;
  /** False where the problem is not what was typed. */
  isWrong: boolean;
  passwordHint?: ReactNode;
}): ReactElement {
  const { username, error, isWrong } = props;
  return (
    <Form className="form form-narrow" action={props.action} csrfToken={props.csrfToken}>
      <Field
        id="username"
        label="User name"
        value={username === undefined ? undefined : plain(username, 200)}
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
        hint={props.passwordHint}
      />
      <div className="actions">
        <Button id="login-submit" kind="primary">
          Continue
        </Button>
      </div>
    </Form>
  );
}

/** Where a newcomer to the sandbox finds a login. */
export function DemoHint({ children }: { children: string | undefined }): ReactElement | null {
  if (children === undefined) return null;
  return (
    <Notice kind="information">
      <p>
        <strong>In the sandbox.</strong> <Words lengthMax={300}>{children}</Words>
      </p>
    </Notice>
  );
}

/** Where the code went, and what it means. */
export function CodeSent(props: {
  bank: string;
  maskedPhone: string;
  children: string;
}): ReactElement {
  return (
    <p className="lead">
      <Words lengthMax={60}>{props.bank}</Words> sent a text message to{' '}
      <span className="unbroken">
        <Words lengthMax={40}>{props.maskedPhone}</Words>.
      </span>{' '}
      {props.children}
    </p>
  );
}

/** The one-time code. */
export function CodeForm(props: {
  action: string;
  csrfToken: string;
  error: string | undefined;
  hint: ReactNode;
}): ReactElement {
  return (
    <Form className="form form-narrow" action={props.action} csrfToken={props.csrfToken}>
      <Field
        id="otp"
        label="Code"
        autoComplete="one-time-code"
        inputMode="numeric"
        appearance="code"
        lengthMax={12}
        error={props.error}
        hint={props.hint}
      />
      <div className="actions">
        <Button id="login-submit" kind="primary">
          Confirm
        </Button>
      </div>
    </Form>
  );
}

/** How many wrong codes are still forgiven. */
export const triesLeft = (attempts: number): string =>
  attempts === 1 ? 'You have one try left' : `You have ${String(attempts)} tries left`;
